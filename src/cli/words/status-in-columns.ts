import type { NodeStatus } from '../../node/face/peertape-node.ts';
import { columns } from './columns.ts';
import { durationInWords } from './duration-in-words.ts';

/** How a node is doing, a line for each count, and one for all that came of what was for everybody. */
export function statusInColumns({ uptimeMs, overlay, ...counts }: NodeStatus): readonly string[] {
  const { neighbours, leads, alive, listed, kept: _, origins: __, ...casts } = overlay;
  const all = { ...counts, neighbours, leads, alive, ...(listed === null ? {} : { listed }) };
  const rows = Object.entries(all).map(([name, value]) => [`  ${name}`, String(value)]);
  return columns([...rows, ['  casts', castsInWords(casts)], ['  up', durationInWords(uptimeMs)]]);
}

/** That none came is worth a word, and that nothing went wrong with them is not. */
function castsInWords({ delivered, ...others }: { readonly delivered: number }): string {
  const happened = Object.entries<number>(others).filter(([, count]) => count !== 0);
  const counts: readonly (readonly [string, number])[] = [['delivered', delivered], ...happened];
  return counts.map(([name, count]) => `${count} ${spaced(name)}`).join(', ');
}

/** `tooEarly` as `too early`. */
function spaced(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
