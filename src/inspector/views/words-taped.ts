import { messageTable } from '../../codec/message-table.ts';
import type { Scene } from '../film/film.ts';

/** The words of the wire that a connection heard in a turn, as far as its steps on the tape tell them. */
export function wordsTaped({ taped }: Scene, link: string): readonly string[] {
  return taped
    .filter(({ actor }) => actor === `node/${link}`)
    .flatMap(({ event }) => {
      if (event === 'texts') return ['text'];
      return event === 'gossip' || Object.hasOwn(messageTable, event) ? [event] : [];
    });
}
