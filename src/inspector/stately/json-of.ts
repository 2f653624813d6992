import { Body } from '../../protocol/body.ts';
import { Queue } from '../../values/queue.ts';
import { Table } from '../../values/table.ts';
import { inspectorLimits } from '../answers/inspector-limits.ts';

/**
 * What a machine knows as JSON that anybody can read: tables as objects, queues as lists, bytes in base64,
 * bodies by their length alone. However much it is, so much and no more is told of it; `…` says how much is not.
 */
export function jsonOf(value: unknown): unknown {
  return new Writer().write(value, 0);
}

const REST = '…';

class Writer {
  #left: number = inspectorLimits.toolValuesMax;

  write(value: unknown, depth: number): unknown {
    this.#left -= 1;
    switch (typeof value) {
      case 'boolean':
        return value;
      case 'number':
        return Number.isFinite(value) ? value : String(value);
      case 'string':
        return cutText(value);
      case 'object':
        return value === null ? null : this.#writeObject(value, depth);
      default:
        return undefined;
    }
  }

  #writeObject(value: object, depth: number): unknown {
    if (value instanceof Uint8Array) return cutBytes(value);
    if (value instanceof Body) return { length: value.length };
    if (depth >= inspectorLimits.toolDepthMax) return REST;
    if (Array.isArray(value)) return this.#writeList(value, value.length, depth);
    if (value instanceof Queue) return this.#writeList(value, value.length, depth);
    if (value instanceof Table) {
      const table = value as Table<unknown>;
      return this.#writeEntries(table, table.size, depth);
    }
    const entries = Object.entries(value);
    return this.#writeEntries(entries, entries.length, depth);
  }

  #writeList(list: Iterable<unknown>, length: number, depth: number): unknown[] {
    const written: unknown[] = [];
    for (const item of list) {
      if (this.#isFull(written.length)) break;
      written.push(this.write(item, depth + 1) ?? null);
    }
    if (written.length < length) written.push(more(length - written.length));
    return written;
  }

  /** Peers choose keys, `__proto__` too: each is set as a field of its own. */
  #writeEntries(
    entries: Iterable<readonly [string, unknown]>,
    size: number,
    depth: number,
  ): Readonly<Record<string, unknown>> {
    const written: (readonly [string, unknown])[] = [];
    for (const [key, item] of entries) {
      if (this.#isFull(written.length)) break;
      written.push([cutText(key), this.write(item, depth + 1)]);
    }
    if (written.length < size) written.push([REST, more(size - written.length)]);
    return Object.fromEntries(written);
  }

  #isFull(written: number): boolean {
    return written >= inspectorLimits.toolInsideMax || this.#left <= 0;
  }
}

function more(count: number): string {
  return `${count} more`;
}

function cutText(text: string): string {
  const most = inspectorLimits.toolTextUnitsMax;
  return text.length <= most ? text : `${text.slice(0, most).toWellFormed()}${REST}`;
}

function cutBytes(bytes: Uint8Array): unknown {
  const most = inspectorLimits.toolBytesMax;
  const shown = Buffer.from(bytes.subarray(0, most)).toString('base64');
  return bytes.length <= most ? shown : { bytes: bytes.length, base64: `${shown}${REST}` };
}
