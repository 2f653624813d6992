import { addressOf } from '../machines/node/peers/find-peer.ts';
import type { NodeOptions } from '../node/face/node-options.ts';
import { isThisHost, tooFarForPlain } from '../node/face/plain-links.ts';
import { limits } from '../protocol/limits.ts';
import { wrongUsage } from './cli-error.ts';
import type { LogSettings } from './live/log-file.ts';
import { portOf } from './settings/port-of.ts';
import type { ResolvedOptions } from './settings/resolve-options.ts';

/** What a live node is told, and how its user is told of it. */
export interface NodeSettings {
  readonly options: NodeOptions;
  readonly json: boolean;
  readonly useConsole: boolean;
  readonly log: LogSettings | null;
  /** Where its page is, 0 for any port; null: it has none. */
  readonly inspectPort: number | null;
}

/** What other files say that the options name. */
export interface FilesRead {
  readonly networkKey?: Uint8Array | undefined;
  readonly seeds?: readonly string[] | undefined;
}

export function nodeSettings(
  resolved: ResolvedOptions,
  { networkKey, seeds = [] }: FilesRead = {},
  role: 'peer' | 'seed' = 'peer',
): NodeSettings {
  const said = nodeOptions(resolved);
  const options = { ...said, role, networkKey, seeds: allSeeds(resolved, seeds) };
  refuseWhatIsUnsafe(options);
  const { log, logKeep, json, console } = resolved;
  return {
    options,
    json: json.value === true,
    useConsole: console.value !== false,
    inspectPort: inspectPort(resolved),
    log: log.value === undefined ? null : { path: log.value, keepBytes: logKeep.value! },
  };
}

function nodeOptions(resolved: ResolvedOptions): NodeOptions {
  const addresses = (key: 'advertise' | 'connect', max: number): readonly string[] => {
    const { value = [], source } = resolved[key];
    if (value.length > max) throw wrongUsage(`${source.name} can be given ${max} times at most`);
    return value;
  };
  const { port, labId } = portOf(resolved);
  return {
    port: port.value,
    labId,
    basePort: resolved.basePort.value,
    host: resolved.host.value,
    advertise: addresses('advertise', limits.addressesMax),
    name: resolved.name.value,
    data: resolved.data.value,
    network: resolved.network.value,
    connect: addresses('connect', limits.contactsMax),
    dialTimeoutMs: resolved.dialTimeout.value,
    pingIntervalMs: resolved.pingInterval.value,
    connectionsMax: resolved.maxConnections.value,
    limitLoopback: resolved.limitLoopback.value,
    insecure: resolved.insecure.value === true || resolved.insecureAnywhere.value === true,
    insecureAnywhere: resolved.insecureAnywhere.value,
    trace: resolved.trace.value,
    traceKeepBytes: resolved.traceKeep.value,
    bodies: resolved.bodies.value,
    discovery: resolved.discovery.value,
    hopLimit: resolved.hopLimit.value,
    relay: resolved.relay.value,
    unsigned: resolved.unsigned.value,
    presenceIntervalMs: resolved.presence.value,
  };
}

/** Those that were named, and those in the file. */
function allSeeds({ seeds, basePort }: ResolvedOptions, inFile: readonly string[]) {
  const named = (seeds.value ?? []).map((text) => addressOf(text, basePort.value!)!);
  const all = [...new Set([...named, ...inFile])];
  if (all.length <= limits.seedsMax) return all;
  throw wrongUsage(
    `there can be ${limits.seedsMax} seed nodes at most, and ${all.length} are named`,
  );
}

function inspectPort({ inspect, trace }: ResolvedOptions): number | null {
  const { value } = inspect;
  if (value === undefined || value === false) return null;
  if (trace.value === false) {
    throw wrongUsage(
      `the page shows what is recorded, and nothing is (${inspect.source.name}, ${trace.source.name})`,
      'leave out one of them',
    );
  }
  return value === true ? 0 : value;
}

function refuseWhatIsUnsafe(options: NodeOptions): void {
  const { insecure, insecureAnywhere, host, connect = [], seeds = [] } = options;
  if (options.unsigned === true && options.networkKey === undefined) {
    throw wrongUsage(
      'only a network with a key can do without signatures',
      'leave out --unsigned, or give all its nodes a key with --network-key FILE',
    );
  }
  if (insecure !== true || insecureAnywhere === true) return;
  if (!isThisHost(host!)) {
    throw wrongUsage(
      `plain links stay on this host, and ${host} can be reached from others`,
      'leave out --insecure, or listen on 127.0.0.1, ::1 or localhost',
    );
  }
  for (const address of [...connect, ...seeds]) {
    const refusal = tooFarForPlain(address);
    if (refusal !== null) throw wrongUsage(refusal.text, refusal.hint);
  }
}
