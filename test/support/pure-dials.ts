import type { NodeConfig } from '../../src/protocol/node-config.ts';
import { command, newPair, restart, settle, type Order, type Pair } from './pure-pair.ts';

export function dial(node: number, id: number, peer: string): Order {
  return { node, id, command: 'connect', peer };
}

export function addressOf({ host }: NodeConfig, port = 1): string {
  return `${host}:${port}`;
}

/** Its links show no keys. */
export function plain(config: NodeConfig): NodeConfig {
  return { ...config, tls: false };
}

/** The first has dialled the second, which is gone without a word and has come back as a newer instance. */
export function restarted(
  first: NodeConfig,
  second: NodeConfig,
  broken: 'black hole' | 'reset',
): Pair {
  const old = settle(command(newPair([first, second]), dial(0, 1, addressOf(second))));
  const again = { ...second, instance: { boot: 2, nonce: 5 } };
  return { ...restart(old, 1, again, broken), said: [] };
}

/** What came of the commands. */
export function answersOf({ said }: Pair): string[] {
  return said.map(({ answer: { id, outcome } }) => `${id} ${outcome.ok ? 'ok' : outcome.code}`);
}
