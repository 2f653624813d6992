import type { LeadLine, NeighbourLine, OverlayView } from '../../node/face/overlay-answers.ts';
import { cleanText } from './clean-text.ts';
import { columns } from './columns.ts';
import { cutToWidth } from './cut-to-width.ts';
import { shortId } from './peer-names.ts';

/** Neighbours, and those a node could turn to instead: a line each, within eighty columns for ordinary addresses. */
export function viewInColumns({ active, passive }: OverlayView): readonly string[] {
  return [
    active.length === 0 ? 'no neighbours' : 'neighbours',
    ...columns(active.map((line) => [...whoAndWhere(line), linkOf(line), treeOf(line)])),
    passive.length === 0 ? 'nobody else to turn to' : 'others to turn to',
    ...columns(passive.map((line) => [...whoAndWhere(line), line.verified ? 'found there' : ''])),
  ];
}

function whoAndWhere({ name, peer, address }: LeadLine | NeighbourLine): readonly string[] {
  const shown = cutToWidth(cleanText(name), NAME_COLUMNS);
  return [`  ${shown}`, shortId(peer), cleanText(address)];
}

function linkOf({ inbound, pinned }: NeighbourLine): string {
  return `${inbound ? 'came' : 'dialled'}${pinned ? ', stays' : ''}`;
}

/** What is for everybody is sent to the eager, and the lazy are told that it is there. */
function treeOf({ eager }: NeighbourLine): string {
  return eager ? 'eager' : 'lazy';
}

const NAME_COLUMNS = 16;
