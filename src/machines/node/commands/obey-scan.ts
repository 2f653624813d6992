import { formatAddress, parseAddress } from '../../../protocol/address.ts';
import type { Command } from '../../../protocol/commands.ts';
import { limits } from '../../../protocol/limits.ts';
import type { Judged } from '../context/judged.ts';
import { changeOverlay, type NodeContext } from '../context/node-context.ts';
import type { Scan } from '../context/overlay-context.ts';
import { hasRoomToDial } from '../opening/open-link.ts';
import { proceedWithScan } from '../overlay/scans.ts';
import { THIS_HOST } from '../peers/find-peer.ts';
import { declined } from './answer.ts';

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
  if (ahead[0] !== undefined && !hasRoomToDial(before, ahead[0])) {
    return [before, [declined(command, 'too-many-connections', 'no room to dial anybody')]];
  }
  const scan: Scan = { command: command.id, ahead, underWay: 0, lines: [] };
  const context = changeOverlay(before, { scans: scans.set(String(command.id), scan) });
  return proceedWithScan(context, scan, at);
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
