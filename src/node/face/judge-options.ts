import {
  addressOf,
  BASE_PORT,
  LAB_ID_MAX,
  targetOf,
  targetText,
} from '../../machines/node/peers/find-peer.ts';
import { limits } from '../../protocol/limits.ts';
import { isNodeName } from '../../protocol/node-name.ts';
import { judgeOverlay, type OverlayWishes } from './judge-overlay.ts';
import type { NodeOptions } from './node-options.ts';
import { hold, isWhole, listOf } from './option-rules.ts';
import { isThisHost, tooFarForPlain } from './plain-links.ts';

/** What a node is told, complete: what was left out is decided. */
export interface NodeWishes extends OverlayWishes {
  readonly port: number;
  readonly labId: number | null;
  readonly basePort: number;
  readonly host: string;
  readonly advertise: readonly string[];
  readonly name: string;
  readonly data: string | null;
  readonly network: string;
  readonly networkKey: Uint8Array | null;
  readonly contacts: readonly string[];
  readonly dialTimeoutMs: number;
  readonly pingIntervalMs: number;
  readonly connectionsMax: number;
  readonly limitsLoopback: boolean;
  readonly insecure: boolean;
  /** Plain links stay on this host. */
  readonly staysHere: boolean;
  /** false: not recorded; null: where the runs of its data folder are, if it has one. */
  readonly trace: string | false | null;
  readonly traceKeepBytes: number | null;
  readonly bodies: 'none' | 'text' | 'all';
}

/** Before it is known which port is free; null: the first that is. */
export type Judged = Omit<NodeWishes, 'port'> & { readonly port: number | null };

/** Throws a RangeError, in one line that says what an option must be. */
export function judgeOptions(options: NodeOptions): Judged {
  judgeKeys(options);
  const {
    labId = null,
    basePort = BASE_PORT,
    host = '127.0.0.1',
    name = '',
    network = 'peertape',
  } = options;
  const { data = null, networkKey = null, trace = null, traceKeepBytes = null } = options;
  const { connect = [], advertise = [], bodies = 'text', insecureAnywhere = false } = options;
  const { dialTimeoutMs = limits.dialTimeoutMs, pingIntervalMs = limits.pingIntervalMs } = options;
  const { connectionsMax = limits.connectionsMax, insecure = insecureAnywhere } = options;
  const { limitLoopback = false } = options;
  if (labId !== null) hold(isWhole(labId, 1, LAB_ID_MAX), `labId must be 1 to ${LAB_ID_MAX}`);
  hold(isWhole(basePort, 1, 65_535 - LAB_ID_MAX), `basePort must be 1 to ${65_535 - LAB_ID_MAX}`);
  const port = options.port ?? (labId === null ? null : basePort + labId);
  if (port !== null) hold(isWhole(port, 0, 65_535), 'port must be a whole number from 0 to 65535');
  hold(typeof host === 'string' && host !== '', 'host must be the name or address of a host');
  hold(name === '' || isName(name), `name must be ${A_NAME}`);
  hold(network !== '' && isText(network, limits.networkNameBytesMax), A_NETWORK);
  hold(data === null || isPath(data), 'data must be the path of a folder');
  hold(
    trace === null || trace === false || isPath(trace),
    'trace must be the path of a folder, or false',
  );
  hold(networkKey === null || isKey(networkKey), `networkKey must be ${A_KEY}`);
  hold(isWhole(dialTimeoutMs, 1, WAIT_MS_MAX), `dialTimeoutMs must be 1 to ${WAIT_MS_MAX}`);
  hold(
    isWhole(pingIntervalMs, limits.pingIntervalMinMs, WAIT_MS_MAX),
    `pingIntervalMs must be ${limits.pingIntervalMinMs} to ${WAIT_MS_MAX}`,
  );
  hold(
    isWhole(connectionsMax, 1, limits.connectionsMax),
    `connectionsMax must be 1 to ${limits.connectionsMax}`,
  );
  hold(
    traceKeepBytes === null ||
      isWhole(traceKeepBytes, limits.traceKeepBytesMin, Number.MAX_SAFE_INTEGER),
    `traceKeepBytes must be at least ${limits.traceKeepBytesMin}`,
  );
  hold(['none', 'text', 'all'].includes(bodies), 'bodies must be "none", "text" or "all"');
  const wishes: Judged = {
    port,
    labId,
    basePort,
    host,
    advertise: listOf('advertise', advertise, limits.addressesMax, (text) =>
      addressOf(text, basePort),
    ),
    name,
    data,
    network,
    networkKey: networkKey === null ? null : networkKey.slice(),
    contacts: listOf('connect', connect, limits.contactsMax, (text) => {
      const target = targetOf(text, basePort);
      return target === null ? null : targetText(target);
    }),
    dialTimeoutMs,
    pingIntervalMs,
    connectionsMax,
    limitsLoopback: limitLoopback,
    insecure,
    staysHere: insecure && !insecureAnywhere,
    trace,
    traceKeepBytes,
    bodies,
    ...judgeOverlay(options, basePort),
  };
  judgeReach(wishes);
  return wishes;
}

const WAIT_MS_MAX = 600_000;
const A_NAME = `one word of visible characters, at most ${limits.nodeNameBytesMax} bytes: not a number, without ":" and not beginning with "@"`;
const A_KEY = `bytes, ${limits.networkKeyBytesMin} to ${limits.networkKeyBytesMax} of them`;
const A_NETWORK = `network must be a text of 1 to ${limits.networkNameBytesMax} bytes without control characters`;

const keys: Readonly<Record<keyof NodeOptions, true>> = {
  port: true,
  labId: true,
  basePort: true,
  host: true,
  advertise: true,
  name: true,
  data: true,
  network: true,
  networkKey: true,
  connect: true,
  dialTimeoutMs: true,
  pingIntervalMs: true,
  connectionsMax: true,
  limitLoopback: true,
  insecure: true,
  insecureAnywhere: true,
  trace: true,
  traceKeepBytes: true,
  bodies: true,
  role: true,
  discovery: true,
  seeds: true,
  hopLimit: true,
  relay: true,
  unsigned: true,
  presenceIntervalMs: true,
};

/** A misspelt option would be left out silently. */
function judgeKeys(options: NodeOptions): void {
  hold(typeof options === 'object' && options !== null, 'the options must be an object');
  const unknown = Object.keys(options).find((key) => !Object.hasOwn(keys, key));
  hold(unknown === undefined, `there is no option "${unknown}"; ${Object.keys(keys).join(', ')}`);
}

function judgeReach({ staysHere, host, contacts, seeds }: Judged): void {
  if (!staysHere) return;
  hold(isThisHost(host), `plain links stay on this host, and ${host} can be reached from others`);
  for (const address of [...contacts, ...seeds]) {
    const refusal = tooFarForPlain(address);
    hold(refusal === null, refusal?.text ?? '');
  }
}

function isName(value: unknown): boolean {
  if (!isText(value, limits.nodeNameBytesMax)) return false;
  return isNodeName(value as string);
}

function isText(value: unknown, bytesMax: number): boolean {
  if (typeof value !== 'string' || /[\p{Cc}\p{Cs}]/u.test(value)) return false;
  return new TextEncoder().encode(value).length <= bytesMax;
}

function isKey(value: unknown): boolean {
  if (!(value instanceof Uint8Array)) return false;
  return value.length >= limits.networkKeyBytesMin && value.length <= limits.networkKeyBytesMax;
}

function isPath(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && !value.includes('\0');
}
