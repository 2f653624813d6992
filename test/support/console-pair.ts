import { CommandDesk } from '../../src/cli/console/command-desk.ts';
import { stamped } from '../../src/node/telling/node-events.ts';
import type { NodeEvent } from '../../src/node/telling/node-event.ts';
import { NodeFace } from '../../src/node/face/node-face.ts';
import { NodeHost } from '../../src/node/face/node-host.ts';
import { runNode, type RunningNode } from '../../src/node/running/run-node.ts';
import type { Input } from '../../src/protocol/inputs.ts';
import { Dice } from '../../src/sim/dice.ts';
import { Switchboard } from '../../src/sim/switchboard.ts';
import { VirtualClock } from '../../src/sim/virtual-clock.ts';
import { virtualEntropy } from '../../src/sim/virtual-entropy.ts';
import { trustingKeys } from './trusting-keys.ts';

export interface DeskedNode {
  readonly node: RunningNode;
  readonly face: NodeFace;
  readonly desk: CommandDesk;
  readonly shown: readonly NodeEvent[];
}

/** Two virtual nodes that listen, each with its face and its desk: `bob` waits at 127.0.0.2:9002. */
export function consolePair(setting: PairSetting = {}) {
  const clock = new VirtualClock();
  const switchboard = new Switchboard(clock, 1);
  const alice = startNode('alice', '127.0.0.1', 9_001, clock, switchboard, setting);
  const bob = startNode('bob', '127.0.0.2', 9_002, clock, switchboard, {});
  clock.run(1_000);
  return { clock, switchboard, alice, bob };
}

/** Of alice. */
export interface PairSetting {
  readonly staysHere?: boolean;
  readonly hear?: (input: Input) => void;
}

function startNode(
  name: string,
  host: string,
  port: number,
  clock: VirtualClock,
  switchboard: Switchboard,
  { staysHere = false, hear = () => {} }: PairSetting,
): DeskedNode {
  const entropy = virtualEntropy(new Dice(1, name));
  const id = name.charAt(0).repeat(52);
  const config = {
    id,
    instance: { boot: 1, nonce: 1 },
    name,
    network: 'test',
    host,
    port,
    contacts: [],
    dialTimeoutMs: 1_000,
    pingIntervalMs: 5_000,
    connectionsMax: 256,
    basePort: 9_000,
    tls: false,
    limitsLoopback: false,
    advertise: [],
    banned: [],
    ignored: [],
    wallMs: 0,
    role: 'peer' as const,
    discovery: [],
    seeds: [],
    saved: [],
    hopLimit: 32,
    signs: true,
    presenceIntervalMs: 0,
    staysHere: false,
    relays: true,
    seed: 1,
  };
  const ports = { clock, network: switchboard.networkOf(host), entropy, keys: trustingKeys };
  const node = runNode({ config, ports });
  node.turn$.subscribe(({ input }) => hear(input));
  const facts = { config, clock, version: '0', pid: 0, tls: false, data: null, trace: null };
  const wanted = { host, port };
  const release = () => Promise.resolve();
  const parts = { node, facts, clock, wanted, tape: null, staysHere, release };
  const nodeHost = new NodeHost(parts);
  const face = new NodeFace(config, nodeHost);
  const shown: NodeEvent[] = [];
  const desk = new CommandDesk(face, (body) => {
    shown.push(stamped(body, { at: clock.wall(), node: id, turn: node.system.turn }));
  });
  face.events$.subscribe({
    next(event) {
      const told = desk.toldAs(event);
      if (told !== null) shown.push(told);
      desk.note(event);
    },
    complete: () => desk.close(),
  });
  node.start();
  return { node, face, desk, shown };
}
