import { CommandDesk } from '../../src/cli/console/command-desk.ts';
import { nodeEvents, stamped, type NodeFacts } from '../../src/node/node-events.ts';
import type { NodeEvent } from '../../src/node/node-event.ts';
import { runNode, type RunningNode } from '../../src/node/run-node.ts';
import { Dice } from '../../src/sim/dice.ts';
import { Switchboard } from '../../src/sim/switchboard.ts';
import { VirtualClock } from '../../src/sim/virtual-clock.ts';
import { virtualEntropy } from '../../src/sim/virtual-entropy.ts';
import { virtualKeys } from '../../src/sim/virtual-keys.ts';

export interface DeskedNode {
  readonly node: RunningNode;
  readonly desk: CommandDesk;
  readonly shown: readonly NodeEvent[];
}

/** Two virtual nodes that listen, each with its desk: `bob` waits at 127.0.0.2:9002. */
export function consolePair() {
  const clock = new VirtualClock();
  const switchboard = new Switchboard(clock, 1);
  const alice = startNode('alice', '127.0.0.1', 9_001, clock, switchboard);
  const bob = startNode('bob', '127.0.0.2', 9_002, clock, switchboard);
  clock.run(1_000);
  return { clock, alice, bob };
}

function startNode(
  name: string,
  host: string,
  port: number,
  clock: VirtualClock,
  switchboard: Switchboard,
): DeskedNode {
  const entropy = virtualEntropy(new Dice(1, name));
  const id = name.charAt(0).repeat(52);
  const instance = { boot: 1, nonce: 1 };
  const network = 'test';
  const config = {
    id,
    instance,
    name,
    network,
    host,
    port,
    contacts: [],
    dialTimeoutMs: 1_000,
    pingIntervalMs: 5_000,
    connectionsMax: 256,
    tls: false,
    advertise: [],
    banned: [],
    ignored: [],
    seed: 1,
  };
  const ports = { clock, network: switchboard.networkOf(host), entropy, keys: virtualKeys };
  const node = runNode({ config, ports });
  const shown: NodeEvent[] = [];
  const desk = new CommandDesk(node, (body) => {
    shown.push(stamped(body, { at: clock.wall(), node: id, turn: node.system.turn }));
  });
  const facts: NodeFacts = {
    config,
    clock,
    version: '0',
    pid: 0,
    tls: false,
    data: null,
    trace: null,
    commandId: (number) => desk.idOf(number),
  };
  node.news$.subscribe({
    next(news) {
      if (desk.wasAsked(news)) shown.push(...nodeEvents(news, facts));
      desk.note(news);
    },
    complete: () => desk.close(),
  });
  node.start();
  return { node, desk, shown };
}
