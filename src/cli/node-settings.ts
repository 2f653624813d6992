import { BASE_PORT } from '../machines/node/find-peer.ts';
import type { NodeConfig } from '../protocol/node-config.ts';
import { limits } from '../protocol/limits.ts';
import { systemEntropy } from '../streams/system-entropy.ts';
import { wrongUsage } from './cli-error.ts';
import { isThisHost, tooFarForPlain } from './plain-links.ts';
import { randomIdentity, randomUint32 } from './random-identity.ts';

/** As commander hands them over: names are those of the flags. */
export interface NodeFlags {
  readonly insecure?: true;
  readonly port?: number;
  readonly host: string;
  readonly connect?: readonly string[];
  readonly name?: string;
  readonly network: string;
  readonly dialTimeout: number;
  readonly trace?: string | false;
  readonly json?: true;
  readonly console: boolean;
}

export interface NodeSettings {
  readonly config: NodeConfig;
  readonly labId?: number;
  readonly trace: string | null;
  readonly json: boolean;
  readonly useConsole: boolean;
}

export function nodeSettings(labId: number | undefined, flags: NodeFlags): NodeSettings {
  refuseWhatIsUnsafe(flags);
  if (labId !== undefined && flags.port !== undefined) {
    throw wrongUsage('a lab id and --port both say where to listen', 'give one of them');
  }
  const { host, name = '', network, connect: contacts = [], trace } = flags;
  if (contacts.length > limits.contactsMax) {
    throw wrongUsage(`--connect can be given ${limits.contactsMax} times at most`);
  }
  const { dialTimeout: dialTimeoutMs } = flags;
  const port = flags.port ?? BASE_PORT + (labId ?? 0);
  const identity = randomIdentity(systemEntropy);
  const seed = randomUint32(systemEntropy);
  return {
    config: { ...identity, name, network, host, port, contacts, dialTimeoutMs, seed },
    ...(labId === undefined ? {} : { labId }),
    trace: typeof trace === 'string' ? trace : null,
    json: flags.json === true,
    useConsole: flags.console,
  };
}

function refuseWhatIsUnsafe({ insecure, host, connect = [] }: NodeFlags): void {
  if (insecure !== true) {
    throw wrongUsage(
      'there is no TLS yet, and links are not plain unless you say so',
      'pass --insecure for plain links on this host',
    );
  }
  if (!isThisHost(host)) {
    throw wrongUsage(
      `plain links stay on this host, and ${host} can be reached from others`,
      'listen on 127.0.0.1, ::1 or localhost',
    );
  }
  for (const address of connect) {
    const refusal = tooFarForPlain(address);
    if (refusal !== null) throw wrongUsage(refusal.text, refusal.hint);
  }
}
