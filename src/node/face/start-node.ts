import { pid } from 'node:process';
import { formatAddress } from '../../protocol/address.ts';
import { limits } from '../../protocol/limits.ts';
import type { NodeConfig } from '../../protocol/node-config.ts';
import type { NodeWishes } from './judge-options.ts';
import type { LiveParts } from './live-parts.ts';
import { NodeError } from '../telling/node-error.ts';
import type { NodeEvent } from '../telling/node-event.ts';
import { NodeFace } from './node-face.ts';
import { NodeHost } from './node-host.ts';
import { randomUint32 } from './random-uint32.ts';
import { NodeTape } from './node-tape.ts';
import { packageVersion } from './package-version.ts';
import { placeOfTape } from './place-of-tape.ts';
import { runNode } from '../running/run-node.ts';

/**
 * Puts a node together and resolves once it listens. Whatever goes wrong before that leaves nothing
 * behind: no tape, no socket, no folder in use.
 */
export async function startNode(wishes: NodeWishes, parts: LiveParts): Promise<NodeFace> {
  try {
    return await listening(wishes, parts);
  } catch (error) {
    await parts.close();
    throw error;
  }
}

async function listening(wishes: NodeWishes, parts: LiveParts): Promise<NodeFace> {
  const { host, port, bodies, labId, staysHere } = wishes;
  const { clock, entropy } = parts.ports;
  const config = configOf(wishes, parts);
  const run = Buffer.from(entropy.draw(16)).toString('hex');
  const place = placeOfTape(wishes, parts.data, clock.wall());
  const tape = place === null ? null : new NodeTape({ ...place, config, clock, run, bodies });
  const trace = place?.path ?? null;
  const recorder = tape?.recorder ?? null;
  const { flushIntervalMs: flushMs } = limits;
  const node = runNode({ config, ports: parts.ports, recorder, flushMs });
  // What cannot be recorded is to be known before anybody can connect.
  tape?.proveWritable();
  const facts = { config, clock, trace, pid, version: packageVersion(), ...factsOf(parts, labId) };
  const release = (): Promise<void> => parts.close();
  const wanted = { host, port };
  const nodeHost = new NodeHost({ node, facts, clock, wanted, tape, staysHere, release });
  const beginning = untilItListens(nodeHost);
  node.start();
  try {
    await beginning;
  } catch (error) {
    tape?.discard();
    throw error;
  }
  parts.tellLosses((loss) => nodeHost.lacks(loss));
  return new NodeFace(config, nodeHost);
}

function configOf(wishes: NodeWishes, parts: LiveParts): NodeConfig {
  const { name, network, host, port, contacts, dialTimeoutMs, pingIntervalMs, connectionsMax } =
    wishes;
  const { advertise, basePort, limitsLoopback, role, discovery, hopLimit, relays, signs } = wishes;
  const { id, instance, tls, banned, ignored, saved, ports } = parts;
  return {
    id,
    instance,
    name,
    network,
    host,
    port,
    basePort,
    contacts,
    dialTimeoutMs,
    pingIntervalMs,
    connectionsMax,
    tls,
    limitsLoopback,
    advertise,
    banned,
    ignored,
    wallMs: Math.round(ports.clock.wall() - ports.clock.now() / 1_000),
    role,
    discovery,
    seeds: seedsFor(wishes),
    saved,
    hopLimit,
    relays,
    signs,
    presenceIntervalMs: wishes.presenceIntervalMs,
    staysHere: wishes.staysHere,
    seed: randomUint32(ports.entropy),
  };
}

/** All seed nodes can be told of the same ones, and none asks itself. */
function seedsFor({ role, seeds, host, port, advertise }: NodeWishes): readonly string[] {
  if (role === 'peer') return seeds;
  const own = [formatAddress(host, port), ...advertise];
  return seeds.filter((address) => !own.includes(address));
}

function factsOf({ tls, data }: LiveParts, labId: number | null) {
  return { tls, data, ...(labId === null ? {} : { labId }) };
}

/** Rejects with its last words if it stops instead. */
function untilItListens({ feed }: NodeHost): Promise<void> {
  return new Promise((resolve, reject) => {
    const said: NodeEvent[] = [];
    const subscription = feed.event$.subscribe({
      next: (event) => {
        said.push(event);
        if (event.event !== 'listening') return;
        resolve();
        queueMicrotask(() => subscription.unsubscribe());
      },
      complete: () => reject(lastWords(said)),
    });
  });
}

function lastWords(said: readonly NodeEvent[]): NodeError {
  const error = said.find((event) => event.event === 'error');
  const { code, text, hint } = error ?? stoppedEarly;
  return new NodeError(text, { code, said, ...(hint === undefined ? {} : { hint }) });
}

const stoppedEarly = { code: 'quit', text: 'the node stopped before it listened', hint: '' };
