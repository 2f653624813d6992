import { formatAddress, parseAddress } from '../../../protocol/address.ts';
import type { Command } from '../../../protocol/commands.ts';
import { limits } from '../../../protocol/limits.ts';
import type { Asked } from '../../engine/asked.ts';
import { declined } from './answer.ts';
import { chain } from '../context/chain.ts';
import { THIS_HOST } from '../peers/find-peer.ts';
import type { Judged } from '../context/refuse.ts';
import { changeOverlay, type LinkEntry, type NodeContext } from '../context/node-context.ts';
import { hasRoomToDial, openDial } from '../opening/open-link.ts';
import type { Scan } from '../context/overlay-context.ts';

type ScanCommand = Extract<Command, { readonly command: 'scan' }>;

/** Looks on which ports of this host nodes of this network are, side by side, and leaves no connection. */
export function obeyScan(before: NodeContext, command: ScanCommand, at: number): Judged {
  const ports = portsIn(command.range, before.config.basePort);
  if ('code' in ports) return [before, [declined(command, ports.code, ports.text)]];
  const { scans } = before.overlay;
  if (scans.isFull) {
    return [before, [declined(command, 'outbox-full', 'too many scans are under way already')]];
  }
  const own = new Set(before.listening.map((each) => parseAddress(each)?.port));
  const ahead = ports.list
    .filter((port) => !own.has(port))
    .map((port) => formatAddress(hostToScan(before), port));
  if (ahead.length > 0 && !hasRoomToDial(before)) {
    return [before, [declined(command, 'too-many-connections', 'no room to dial anybody')]];
  }
  const scan: Scan = { command: command.id, ahead, underWay: 0, lines: [] };
  return proceed(changeOverlay(before, { scans: scans.set(String(command.id), scan) }), scan, at);
}

/** What is there was found, or nobody in time. */
export function scanned(before: NodeContext, name: string, entry: LinkEntry, at: number): Judged {
  const scan = before.overlay.scans.get(name);
  if (scan === undefined) return [before, []];
  const { address, found: peer, name: nodeName } = entry;
  const line = { address, active: peer !== null, peer, name: nodeName };
  const next = { ...scan, underWay: scan.underWay - 1, lines: [...scan.lines, line] };
  return proceed(before, next, at);
}

/** The node stops: whoever waits for a scan is told what has come of it. */
export function endScans(before: NodeContext): Judged {
  const scans = [...before.overlay.scans.values()];
  return chain([before, []], ...scans.map((scan) => (context: NodeContext) => end(context, scan)));
}

function proceed(before: NodeContext, scan: Scan, at: number): Judged {
  const name = String(scan.command);
  const asked: Asked[] = [];
  let context = before;
  let { ahead, underWay } = scan;
  while (ahead.length > 0 && underWay < limits.scansAtOnceMax && hasRoomToDial(context)) {
    const [address, ...rest] = ahead as readonly [string, ...string[]];
    const [next, more] = look(context, name, address, at);
    context = next;
    asked.push(...more);
    ahead = rest;
    underWay += 1;
  }
  const next = { ...scan, ahead, underWay };
  if (underWay === 0) return end(context, next);
  const { scans } = context.overlay;
  return [changeOverlay(context, { scans: scans.set(name, next) }), asked];
}

function look(context: NodeContext, scan: string, address: string, at: number): Judged {
  const probe = { for: 'scan', scan } as const;
  const until = at + limits.scanTimeoutMs * 1_000;
  return openDial(context, address, { purpose: 'probe', probe, until });
}

function end(context: NodeContext, { command, lines }: Scan): Judged {
  const portOf = ({ address }: { readonly address: string }) => parseAddress(address)?.port ?? 0;
  const result = [...lines].sort((a, b) => portOf(a) - portOf(b));
  const scans = context.overlay.scans.delete(String(command));
  const answer: Asked = {
    type: 'answer',
    id: command,
    command: 'scan',
    outcome: { ok: true, result },
  };
  return [changeOverlay(context, { scans }), [answer]];
}

/** Where this node listens, unless it listens everywhere. */
function hostToScan({ config: { host } }: NodeContext): string {
  return host === '0.0.0.0' || host === '::' ? THIS_HOST : host;
}

type Ports =
  | { readonly list: readonly number[] }
  | { readonly code: 'bad-range'; readonly text: string };

function portsIn(range: string, basePort: number): Ports {
  const [from, to] = range === '' ? [basePort + 1, basePort + USUAL_COUNT] : boundsOf(range);
  const isRange = from >= 1 && from <= to && to <= PORT_MAX;
  if (!isRange)
    return { code: 'bad-range', text: `"${range}" is no range of ports, as 9001-9010 is` };
  if (to - from >= limits.scanAddressesMax) {
    return { code: 'bad-range', text: `a scan takes at most ${limits.scanAddressesMax} ports` };
  }
  return { list: Array.from({ length: to - from + 1 }, (_, index) => from + index) };
}

function boundsOf(range: string): readonly [number, number] {
  const [, from, to = from] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(range) ?? [];
  return from === undefined ? [0, 0] : [Number(from), Number(to)];
}

const USUAL_COUNT = 10;
const PORT_MAX = 65_535;
