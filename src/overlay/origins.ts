import { limits } from '../protocol/limits.ts';
import type { Envelope } from '../protocol/envelope.ts';
import type { PeerId } from '../protocol/peer-id.ts';
import { Table } from '../values/table.ts';
import { hasCome, isBehind, markAsCome, newWindow, opened, orderOf } from './origin-window.ts';
import type { OpenWindow, OriginWindow } from './origin-window.ts';

/**
 * What has come already, of every origin: a window of its newest instance (the idea is that of the
 * anti-replay window of IPsec, RFC 4303), so that duplicates cost as much as a window and no more.
 *
 * An origin that is forgotten could be heard again. Its casts could not, once they have expired, so those
 * go first. If nobody's have, those go that expire first, and a floor remembers until when: nothing
 * of an unknown origin that expires by then is new.
 */
export interface Origins {
  readonly windows: Table<OriginWindow>;
  /** Epoch milliseconds. */
  readonly floorMs: number;
  /** Of the next window. */
  readonly nextSerial: number;
}

/**
 * `stale`: of an older life of its origin, or behind the window, or under the floor.
 * `too-early`: it expires later than anything can that is sent now.
 */
export type OriginVerdict = 'new' | 'seen' | 'stale' | 'expired' | 'too-early';

export function newOrigins(seed: number): Origins {
  return { windows: Table.empty({ limit: limits.originsMax, seed }), floorMs: 0, nextSerial: 1 };
}

/** `wallMs` is what the wall has now, in epoch milliseconds. */
export function verdictOn(origins: Origins, envelope: Envelope, wallMs: number): OriginVerdict {
  return verdict(origins.windows.get(envelope.origin), origins.floorMs, envelope, wallMs);
}

/** Takes note of what is new; all else changes nothing. */
export function note(origins: Origins, envelope: Envelope, wallMs: number): Origins {
  const draft = new OriginsDraft(origins, wallMs);
  if (draft.verdictOn(envelope) === 'new') draft.note(envelope);
  return draft.close();
}

/** Origins under change: casts come in numbers, and mostly many of one origin. */
export class OriginsDraft {
  readonly #wallMs: number;
  #origins: Origins;
  #open = new Map<PeerId, OpenWindow>();
  #opened = 0;

  constructor(origins: Origins, wallMs: number) {
    this.#origins = origins;
    this.#wallMs = wallMs;
  }

  windowOf(origin: PeerId): OriginWindow | undefined {
    return this.#open.get(origin) ?? this.#origins.windows.get(origin);
  }

  isKnown(origin: PeerId): boolean {
    return this.windowOf(origin) !== undefined;
  }

  /** Whether another one can be taken note of so that nobody is forgotten whose words can still come. */
  hasRoom(): boolean {
    const { windows } = this.#origins;
    if (windows.size + this.#opened < limits.originsMax) return true;
    for (const { expires } of windows.values()) if (expires <= this.#wallMs) return true;
    return false;
  }

  verdictOn(envelope: Envelope): OriginVerdict {
    const { floorMs } = this.#origins;
    return verdict(this.windowOf(envelope.origin), floorMs, envelope, this.#wallMs);
  }

  /** Of something new; gives the serial number of the window in which it is. */
  note(envelope: Envelope): number {
    const window = this.#windowFor(envelope);
    markAsCome(window, envelope.sequence);
    if (envelope.expires > window.expires) window.expires = envelope.expires;
    return window.serial;
  }

  close(): Origins {
    this.#write();
    return this.#origins;
  }

  #windowFor({ origin, instance }: Envelope): OpenWindow {
    const open = this.#open.get(origin);
    if (open !== undefined && orderOf(open.instance, instance) === 0) return open;
    const known = this.windowOf(origin);
    if (known === undefined) this.#makeRoom();
    const window =
      known !== undefined && orderOf(known.instance, instance) === 0
        ? opened(known)
        : newWindow(instance, this.#nextSerial(), known?.expires);
    if (known === undefined) this.#opened += 1;
    this.#open.set(origin, window);
    return window;
  }

  #nextSerial(): number {
    const { nextSerial } = this.#origins;
    this.#origins = { ...this.#origins, nextSerial: nextSerial + 1 };
    return nextSerial;
  }

  #makeRoom(): void {
    if (this.#origins.windows.size + this.#opened < limits.originsMax) return;
    this.#write();
    this.#origins = withRoom(this.#origins, this.#wallMs);
  }

  #write(): void {
    if (this.#open.size === 0) return;
    const windows = this.#origins.windows.edit((draft) => {
      for (const [origin, window] of this.#open) draft.set(origin, window);
    });
    this.#origins = { ...this.#origins, windows };
    this.#open = new Map();
    this.#opened = 0;
  }
}

function verdict(
  window: OriginWindow | undefined,
  floorMs: number,
  { instance, sequence, expires }: Envelope,
  wallMs: number,
): OriginVerdict {
  const order = window === undefined ? 1 : orderOf(instance, window.instance);
  if (order < 0) return 'stale';
  if (order === 0 && isBehind(window!, sequence)) return 'stale';
  if (order === 0 && hasCome(window!, sequence)) return 'seen';
  if (expires <= wallMs) return 'expired';
  if (expires > wallMs + limits.castLifeMs + limits.clockSkewMaxMs) return 'too-early';
  return window === undefined && expires <= floorMs ? 'stale' : 'new';
}

/**
 * Whose casts have all expired goes. If that is nobody, some go together, so that the search for them is
 * not made for each of the many whom somebody could invent.
 */
function withRoom(origins: Origins, wallMs: number): Origins {
  const { windows, floorMs } = origins;
  const over = [...windows].filter(([, { expires }]) => expires <= wallMs);
  const going = over.length > 0 ? over : firstToEnd(windows);
  const left = windows.edit((draft) => {
    for (const [origin] of going) draft.delete(origin);
  });
  const end = going.at(-1)![1].expires;
  return { ...origins, windows: left, floorMs: over.length > 0 ? floorMs : Math.max(floorMs, end) };
}

function firstToEnd(windows: Table<OriginWindow>): (readonly [PeerId, OriginWindow])[] {
  const byEnd = [...windows].sort(([, a], [, b]) => a.expires - b.expires);
  return byEnd.slice(0, limits.originsForgottenAtOnce);
}
