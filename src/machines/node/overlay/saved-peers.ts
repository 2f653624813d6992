import { savedPeerLine } from '../../../overlay/saved-peers.ts';
import { whomToSave } from '../../../overlay/whom-to-save.ts';
import { limits } from '../../../protocol/limits.ts';
import type { Judged } from '../context/judged.ts';
import { changeOverlay, type NodeContext } from '../context/node-context.ts';
import { wallAt } from '../context/wall-at.ts';

/**
 * Where peers were is kept for the next run: of those that were there, whoever was seen last first. Seed nodes are
 * known otherwise, and are nobody's neighbours.
 */
export function saveDue(before: NodeContext, at: number): Judged {
  const { saveAt } = before.overlay;
  if (saveAt === null || saveAt > at) return [before, []];
  return savePeers(changeOverlay(before, { saveAt: at + limits.saveIntervalMs * 1_000 }), at);
}

export function savePeers(context: NodeContext, at: number): Judged {
  if (!context.config.discovery.includes('saved')) return [context, []];
  const lines = linesOf(context, at);
  const isKept = lines.join() === context.overlay.saved.join();
  if (isKept) return [context, []];
  return [changeOverlay(context, { saved: lines }), [{ type: 'note.keep', page: 'peers', lines }]];
}

function linesOf(context: NodeContext, at: number): readonly string[] {
  const { peers, banned, config } = context;
  const kept = [...peers.values()].filter(
    ({ id, address, isPlaceSeen }) =>
      isPlaceSeen && address !== '' && !config.seeds.includes(address) && !banned.has(id),
  );
  kept.sort((a, b) => b.seenAt - a.seenAt || (a.id < b.id ? -1 : 1));
  return whomToSave(kept).map(({ id, address, link, seenAt }) => {
    const seenMs = link === null ? config.wallMs + Math.floor(seenAt / 1_000) : wallAt(context, at);
    const lead = { id, address };
    const roundedMs = Math.floor(seenMs / SAVED_EVERY_MS) * SAVED_EVERY_MS;
    return savedPeerLine(config.network, lead, roundedMs);
  });
}

/** Not every moment in which somebody was seen is worth a file. */
const SAVED_EVERY_MS = 60_000;
