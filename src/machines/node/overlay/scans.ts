import { parseAddress } from '../../../protocol/address.ts';
import type { Outcome } from '../../../protocol/effects.ts';
import { limits } from '../../../protocol/limits.ts';
import type { Asked } from '../../engine/asked.ts';
import { chain, type Judged } from '../context/judged.ts';
import { changeOverlay, type LinkEntry, type NodeContext } from '../context/node-context.ts';
import type { Scan } from '../context/overlay-context.ts';
import { hasRoomToDial, openDial } from '../opening/open-link.ts';

/** Looks at the next addresses, as many side by side as may be; with the last of them comes the answer. */
export function proceedWithScan(before: NodeContext, scan: Scan, at: number): Judged {
  const name = String(scan.command);
  const asked: Asked[] = [];
  let context = before;
  let { ahead, underWay } = scan;
  while (ahead.length > 0 && underWay < limits.scansAtOnceMax) {
    const [address, ...rest] = ahead as readonly [string, ...string[]];
    if (!hasRoomToDial(context, address)) break;
    const [next, more] = look(context, name, address, at);
    context = next;
    asked.push(...more);
    ahead = rest;
    underWay += 1;
  }
  const next = { ...scan, ahead, underWay };
  if (underWay === 0) return ahead.length === 0 ? end(context, next) : endShort(context, next);
  const { scans } = context.overlay;
  return [changeOverlay(context, { scans: scans.set(name, next) }), asked];
}

/** What is there was found, or nobody in time. */
export function scanned(before: NodeContext, name: string, entry: LinkEntry, at: number): Judged {
  const scan = before.overlay.scans.get(name);
  if (scan === undefined) return [before, []];
  const { address, found: peer, name: nodeName } = entry;
  const line = { address, active: peer !== null, peer, name: nodeName };
  const next = { ...scan, underWay: scan.underWay - 1, lines: [...scan.lines, line] };
  return proceedWithScan(before, next, at);
}

/** The node stops: whoever waits for a scan is told what has come of it. */
export function endScans(before: NodeContext): Judged {
  const scans = [...before.overlay.scans.values()];
  return chain([before, []], ...scans.map((scan) => (context: NodeContext) => end(context, scan)));
}

function look(context: NodeContext, scan: string, address: string, at: number): Judged {
  const probe = { for: 'scan', scan } as const;
  const until = at + limits.scanTimeoutMs * 1_000;
  return openDial(context, address, { purpose: 'probe', probe, until });
}

function end(context: NodeContext, scan: Scan): Judged {
  const portOf = ({ address }: { readonly address: string }) => parseAddress(address)?.port ?? 0;
  const result = [...scan.lines].sort((a, b) => portOf(a) - portOf(b));
  return answered(context, scan, { ok: true, result });
}

/** Others have taken all places: of the rest nothing is known, and that is not to be taken for nobody there. */
function endShort(context: NodeContext, scan: Scan): Judged {
  const { ahead, lines } = scan;
  const text = `no room to dial anybody, after ${lines.length} of ${lines.length + ahead.length} ports`;
  return answered(context, scan, { ok: false, code: 'too-many-connections', text });
}

function answered(context: NodeContext, { command }: Scan, outcome: Outcome): Judged {
  const scans = context.overlay.scans.delete(String(command));
  const answer: Asked = { type: 'answer', id: command, command: 'scan', outcome };
  return [changeOverlay(context, { scans }), [answer]];
}
