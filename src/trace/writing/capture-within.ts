import { capture } from '../../machines/engine/checkpoint.ts';
import type { KeptBodies, PlainValue } from '../../values/plain-values.ts';
import type { System } from '../../machines/engine/system.ts';
import { emptySystem } from '../../machines/engine/turn.ts';
import { limits } from '../../protocol/limits.ts';
import type { Plain } from '../format/plain.ts';

/**
 * The whole state, or null if it is too much for one record. A node that is full of texts on their
 * way holds more than a reader should have to take at once, whatever its limits are: then there is
 * no checkpoint, and nothing is lost by that but a place to begin at. It is measured actor by actor,
 * so that what cannot be kept is not even gathered.
 */
export function captureWithin(
  system: System,
  kept: boolean | KeptBodies,
  bytesMax: number,
): Plain | null {
  const room = { bytes: bytesMax - HEAD_BYTES, items: limits.recordItemsMax - HEAD_ITEMS };
  const none = emptySystem(system.machines).actors;
  const actors: PlainValue[] = [];
  for (const [path, actor] of system.actors) {
    const [, , , captured] = capture({ ...system, actors: none.set(path, actor) }, kept);
    for (const plain of captured as readonly PlainValue[]) {
      take(room, plain);
      actors.push(plain);
    }
    if (room.bytes < 0 || room.items < 0) return null;
  }
  const head = capture({ ...system, actors: none }, kept);
  return [...head.slice(0, -1), actors];
}

interface Room {
  bytes: number;
  items: number;
}

/** More than enough for what stands around the actors. */
const HEAD_BYTES = 64;
const HEAD_ITEMS = 16;
const LENGTH_BYTES = 5;
const NUMBER_BYTES = 9;
/** Of one UTF-16 unit. */
const UTF8_BYTES_MAX = 3;

/** As much as it can take at most. */
function take(room: Room, value: PlainValue): void {
  room.items -= 1;
  if (typeof value === 'number') room.bytes -= NUMBER_BYTES;
  else if (typeof value === 'string') room.bytes -= LENGTH_BYTES + value.length * UTF8_BYTES_MAX;
  else if (value instanceof Uint8Array) room.bytes -= LENGTH_BYTES + value.length;
  else {
    room.bytes -= LENGTH_BYTES;
    if (value !== null && typeof value === 'object') for (const item of value) take(room, item);
  }
}
