import type { ScanLine } from '../../node/face/overlay-answers.ts';
import { cleanText } from './clean-text.ts';
import { columns } from './columns.ts';
import { cutToWidth } from './cut-to-width.ts';
import { shortId } from './peer-names.ts';

/** Where nodes were found, by port, and how many ports were looked at in vain. */
export function scanInWords(lines: readonly ScanLine[]): readonly string[] {
  const found = lines.filter(({ active }) => active);
  const rows = found.map(({ address, peer = '', name = '' }) => [
    `  ${portOf(address)}`,
    `${cutToWidth(cleanText(name), NAME_COLUMNS)} ${shortId(peer)}`.trim(),
  ]);
  const empty = lines.length - found.length;
  return [...columns(rows), ...(empty === 0 && found.length > 0 ? [] : [nobody(empty, lines)])];
}

function nobody(empty: number, { length }: readonly ScanLine[]): string {
  if (length === 0) return 'there is no port to look at but its own';
  const areOthers = empty < length;
  if (empty === 1) return `nobody on ${areOthers ? 'the other' : 'that'} port`;
  return areOthers ? `nobody on the other ${empty} ports` : `nobody on any of the ${empty} ports`;
}

function portOf(address: string): string {
  return address.slice(address.lastIndexOf(':') + 1);
}

const NAME_COLUMNS = 48;
