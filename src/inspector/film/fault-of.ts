import type { Fault } from '../answers/head.ts';
import { shortened } from './shortened.ts';
import type { TapeItem } from '../../trace/reading/tape-item.ts';

/** What a tape tells of itself that is missing or wrong; null if it is something else. `last`: the last turn before. */
export function faultOf(item: TapeItem, last: number): Fault | null {
  switch (item.kind) {
    case 'gap': {
      const { kind, fromTurn, toTurn, segment, offset } = item;
      const code = shortened(item.code);
      const text = `${turns(fromTurn, toTurn)} not taped (${code})`;
      return { kind, code, text, fromTurn, toTurn, segment, offset, bytes: 0 };
    }
    case 'damage': {
      const { kind, code, fromTurn, toTurn, segment, offset, bytes } = item;
      const text = `${bytes} bytes cannot be believed (${code}): ${lost(fromTurn, toTurn)}`;
      return { kind, code, text, fromTurn, toTurn, segment, offset, bytes };
    }
    case 'torn': {
      const { kind, segment, offset, bytes } = item;
      const text = `the last ${bytes} bytes were not written whole`;
      return { kind, code: '', text, fromTurn: last + 1, toTurn: null, segment, offset, bytes };
    }
    case 'crashed': {
      const { kind, turn, segment, offset } = item;
      const text = shortened(`${item.name}: ${item.message}`);
      return { kind, code: '', text, fromTurn: turn, toTurn: turn, segment, offset, bytes: 0 };
    }
    default:
      return null;
  }
}

function turns(from: number, to: number): string {
  return from === to ? `turn ${from} was` : `turns ${from} to ${to} were`;
}

function lost(from: number, to: number | null): string {
  if (to === null) return `nothing from turn ${from} on can be read`;
  if (to < from) return 'no turn was lost';
  return from === to ? `turn ${from} is lost` : `turns ${from} to ${to} are lost`;
}
