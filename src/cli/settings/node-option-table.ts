import { BASE_PORT, LAB_ID_MAX } from '../../machines/node/peers/find-peer.ts';
import { DISCOVERY } from '../../node/face/judge-overlay.ts';
import { limits } from '../../protocol/limits.ts';
import {
  address,
  bodies,
  discovery,
  filePath,
  folderPath,
  host,
  networkName,
  nodeName,
  pagePort,
  size,
  wholeNumber,
  target,
} from '../flag-values.ts';
import { anyOrNone, many, one, oneOrNone, switchedOff, switchedOn, type Option } from './option.ts';

const port = wholeNumber(0, 65_535);
/** A lab id is added to it, and the sum is still a port. */
const BASE_PORT_MAX = 65_535 - LAB_ID_MAX;
const WAIT_MAX_MS = 600_000;
const MEGABYTE = 1_048_576;
const LOG_KEEP_MIN = 65_536;

/** All that can be said about a node before it starts, in the order in which help tells of it. */
export const nodeOptionTable = {
  id: one('<n>', 'lab id: listens on the base port + id', wholeNumber(1, LAB_ID_MAX)),
  basePort: one('<n>', 'where lab ids are counted from', wholeNumber(1, BASE_PORT_MAX), {
    initial: BASE_PORT,
  }),
  port: one(
    '<n>',
    'where to listen; 0 takes any free port (default: the first free from 9001)',
    port,
  ),
  host: one('<host>', 'what to listen on', host, { initial: '127.0.0.1' }),
  advertise: many(
    '<addr>',
    'what others are told to dial instead; repeatable, or with commas',
    address,
  ),
  name: one('<name>', 'what others see: one word that is not a number', nodeName),
  data: one('<dir>', 'where the node keeps its key (default: a folder for each port)', folderPath, {
    isPath: true,
  }),
  network: one('<name>', 'only nodes of one network connect', networkName, {
    initial: 'peertape',
  }),
  networkKey: one('<file>', 'a key that all nodes of the network have', filePath, { isPath: true }),
  connect: many(
    '<addr>',
    'stays connected to this address, or to ID@address; repeatable, or with commas',
    target,
  ),
  seeds: many('<addr>', 'where a seed node is; repeatable, or with commas', address),
  seedsFile: one('<file>', 'a file that says where seed nodes are, a line for each', filePath, {
    isPath: true,
  }),
  discovery: one(
    '<list>',
    'how others are found: none, or any of seeds,exchange,saved,lan',
    discovery,
    {
      initial: DISCOVERY,
    },
  ),
  hopLimit: one(
    '<n>',
    'how many links what it begins may cross',
    wholeNumber(1, limits.hopLimitMax),
    {
      initial: limits.hopLimit,
    },
  ),
  relay: switchedOff('passes nothing on of what others write to each other'),
  unsigned: switchedOn('signs nothing that is passed on; all of a network that has a key, or none'),
  presence: one(
    '<ms>',
    'how often it says to everybody that it is there; 0: never',
    wholeNumber(0, limits.presenceIntervalMaxMs),
    { initial: limits.presenceIntervalMs },
  ),
  dialTimeout: one('<ms>', 'how long a dial may go unanswered', wholeNumber(1, WAIT_MAX_MS), {
    initial: limits.dialTimeoutMs,
  }),
  pingInterval: one(
    '<ms>',
    'how often a silent peer is asked',
    wholeNumber(limits.pingIntervalMinMs, WAIT_MAX_MS),
    {
      initial: limits.pingIntervalMs,
    },
  ),
  maxConnections: one('<n>', 'how many there may be', wholeNumber(1, limits.connectionsMax), {
    initial: limits.connectionsMax,
  }),
  limitLoopback: switchedOn('limits how often links come from this host too, as from any other'),
  trace: oneOrNone(
    '<dir>',
    ['records the run into this new folder, instead of one in the data folder', 'records nothing'],
    folderPath,
    { isPath: true },
  ),
  traceKeep: one(
    '<size>',
    'how much is kept of all tapes in the data folder (default: 256MB), or of the one of --trace (default: all)',
    size(limits.traceKeepBytesMin),
  ),
  bodies: one('<whose>', 'whose texts are on the tape: none, text (own) or all', bodies, {
    initial: 'text',
  }),
  inspect: anyOrNone(
    '[port]',
    ['shows the node on a local page, on this port or on any', 'shows it on no page'],
    pagePort,
  ),
  log: one('<file>', 'all that is told goes there too, in words', filePath, { isPath: true }),
  logKeep: one('<size>', 'how much of the log is kept', size(LOG_KEEP_MIN), {
    initial: 10 * MEGABYTE,
  }),
  insecure: switchedOn('plain links, on this host only'),
  insecureAnywhere: switchedOn('plain links, also to and from other hosts'),
  console: switchedOff('takes no commands; runs until it is told to stop by a signal'),
  json: switchedOn('one JSON object a line'),
  config: one('<file>', 'a file with any of this, in JSON', filePath),
} as const satisfies Readonly<Record<string, Option<unknown>>>;

export type NodeOptionTable = typeof nodeOptionTable;
export type NodeOptionKey = keyof NodeOptionTable;

export const nodeOptionKeys = Object.keys(nodeOptionTable) as readonly NodeOptionKey[];
