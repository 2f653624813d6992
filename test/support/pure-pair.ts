import { nothingPending } from '../../src/codec/cut-frames.ts';
import { encodeFrames } from '../../src/codec/encode-frames.ts';
import { readMessages } from '../../src/codec/read-messages.ts';
import type { LinkEntry, NodeContext } from '../../src/machines/node/context/node-context.ts';
import type { System } from '../../src/machines/engine/system.ts';
import { emptySystem, turn } from '../../src/machines/engine/turn.ts';
import { machines } from '../../src/node/running/machines.ts';
import type { CommandName } from '../../src/protocol/commands.ts';
import type { Answer, Effect } from '../../src/protocol/effects.ts';
import type { Happening } from '../../src/protocol/inputs.ts';
import type { Message } from '../../src/protocol/messages.ts';
import type { NodeConfig } from '../../src/protocol/node-config.ts';
import { nothingShown } from './pure-connection.ts';
import {
  changeEnd,
  close,
  closeIfBothEnded,
  end,
  send,
  type Arriving,
  type End,
  type PairLink,
} from './pure-links.ts';

/**
 * Two nodes (or one with itself) and the links between them, as one value: no clock, no sockets, and
 * nothing happens until the test chooses what. Whatever is on its way to one end of a link comes in
 * its order; all else comes in any. Time stands still, so no timer fires.
 *
 * What a node says on a link in one turn travels, and arrives, as one chunk.
 */
export interface Pair {
  readonly systems: readonly System[];
  readonly links: readonly PairLink[];
  /** What was drawn and has not come back yet. */
  readonly draws: readonly { readonly node: number; readonly effect: string }[];
  /** What the users are about to command. */
  readonly orders: readonly Order[];
  readonly said: readonly Said[];
}

export interface Order {
  readonly node: number;
  readonly id: number;
  readonly command: Extract<CommandName, 'connect' | 'disconnect'>;
  readonly peer: string;
}

export interface Said {
  readonly node: number;
  readonly answer: Answer;
}

export type Choice =
  | { readonly type: 'arrival'; readonly link: number; readonly side: 0 | 1 }
  | { readonly type: 'draw' | 'order'; readonly index: number };

const AT = 1_000_000;

export function newPair(configs: readonly NodeConfig[]): Pair {
  const none: Pair = { systems: [], links: [], draws: [], orders: [], said: [] };
  return configs.reduce(begin, none);
}

function begin(pair: Pair, config: NodeConfig, node: number): Pair {
  const systems = pair.systems.toSpliced(node, 1, emptySystem(machines));
  const started = feed({ ...pair, systems }, node, { type: 'node.started', config });
  const { host, port } = config;
  return feed(started, node, { type: 'network.listening', host, port });
}

/** The node is gone without a word and comes back; what the other side has left of it is half open. */
export function restart(
  pair: Pair,
  node: number,
  config: NodeConfig,
  broken: 'black hole' | 'reset',
): Pair {
  const links = pair.links.map(({ ends }) => {
    const left = ends.map((end) =>
      end.node === node ? { ...end, isClosed: true, inbox: [] } : end,
    );
    return { ends: left as [End, End], broken };
  });
  return begin({ ...pair, links }, config, node);
}

export function withOrders(pair: Pair, ...orders: readonly Order[]): Pair {
  return { ...pair, orders: [...pair.orders, ...orders] };
}

/** Commands that are carried out before anything is delivered. */
export function command(pair: Pair, ...orders: readonly Order[]): Pair {
  return orders.reduce((next, { node, ...order }) => {
    return feed(next, node, { type: 'commands', commands: [order] });
  }, pair);
}

export function choicesOf({ links, draws, orders }: Pair): Choice[] {
  const choices: Choice[] = [];
  for (const [link, { ends }] of links.entries()) {
    for (const side of [0, 1] as const) {
      if (ends[side].inbox.length > 0) choices.push({ type: 'arrival', link, side });
    }
  }
  for (const index of draws.keys()) choices.push({ type: 'draw', index });
  for (const index of orders.keys()) choices.push({ type: 'order', index });
  return choices;
}

/**
 * As if links opened and ended, draws came back and hellos were heard before anything else could
 * happen: only the words that decide something are left to choose.
 */
export function choicesOfWords(pair: Pair): Choice[] {
  const choices = choicesOf(pair);
  const prompt = choices.find(
    (choice) =>
      choice.type === 'draw' ||
      (choice.type === 'arrival' && !decides(pair.links[choice.link]!.ends[choice.side].inbox[0]!)),
  );
  return prompt === undefined ? choices : [prompt];
}

function decides(arriving: Arriving): boolean {
  if (arriving.type !== 'bytes') return false;
  const [first] = readMessages(nothingPending, [arriving.chunk]).messages;
  return first?.kind !== 'hello';
}

export function choose(pair: Pair, choice: Choice): Pair {
  switch (choice.type) {
    case 'arrival':
      return arrive(pair, choice.link, choice.side);
    case 'draw': {
      const { node, effect } = pair.draws[choice.index]!;
      const draws = pair.draws.toSpliced(choice.index, 1);
      const bytes = new Uint8Array(16).fill(node);
      return feed({ ...pair, draws }, node, { type: 'random.drawn', effect, bytes });
    }
    case 'order': {
      const order = pair.orders[choice.index]!;
      return command({ ...pair, orders: pair.orders.toSpliced(choice.index, 1) }, order);
    }
  }
}

/** Always the first choice, until nothing is on its way. */
export function settle(pair: Pair): Pair {
  let next = pair;
  for (let [first] = choicesOf(next); first !== undefined; [first] = choicesOf(next)) {
    next = choose(next, first);
  }
  return next;
}

export function contextOf({ systems }: Pair, node: number): NodeContext {
  return systems[node]!.actors.get('node')!.snapshot.context as NodeContext;
}

/** The links a node has as connections, with what it calls them and who dialled. */
export function established(pair: Pair, node: number): { link: number; entry: LinkEntry }[] {
  return [...contextOf(pair, node).links.values()]
    .filter(({ state }) => state === 'established')
    .map((entry) => ({ link: linkOf(pair, node, entry.link), entry }));
}

function linkOf({ links }: Pair, node: number, name: string): number {
  return links.findIndex(({ ends }) => ends.some((end) => end.node === node && end.name === name));
}

function arrive(pair: Pair, link: number, side: 0 | 1): Pair {
  const { ends } = pair.links[link]!;
  const { node, name, inbox } = ends[side];
  const [first] = inbox as [Arriving];
  const taken = changeEnd(pair, link, side, (end) => ({ ...end, inbox: end.inbox.slice(1) }));
  switch (first.type) {
    case 'met': {
      if (side === 0) {
        const opened = feed(taken, node, { type: 'link.opened', link: name!, address: 'x:1' });
        return secure(opened, node, name!, ends[1].node);
      }
      const fresh = `i${1 + pair.links.filter((one) => isAcceptedBy(one, node)).length}`;
      const named = changeEnd(taken, link, side, (end) => ({ ...end, name: fresh }));
      const address = `${hostOf(pair, ends[0].node)}:2`;
      const accepted = feed(named, node, { type: 'link.accepted', link: fresh, address });
      return secure(accepted, node, fresh, ends[0].node);
    }
    case 'bytes':
      return feed(taken, node, { type: 'link.bytes', link: name!, chunks: [first.chunk] });
    case 'ended': {
      const heard = changeEnd(taken, link, side, (end) => ({ ...end, hasHeardTheEnd: true }));
      const fed = feed(heard, node, { type: 'link.ended', link: name! });
      return closeIfBothEnded(fed, link, side);
    }
    case 'closed': {
      const closed = changeEnd(taken, link, side, (end) => ({ ...end, isClosed: true, inbox: [] }));
      return feed(closed, node, { type: 'link.closed', link: name!, code: first.code });
    }
  }
}

/** A link shows whose key stands at its other end, unless nodes are plain. */
function secure(pair: Pair, node: number, link: string, other: number): Pair {
  const { tls, id } = contextOf(pair, other).config;
  return feed(pair, node, { type: 'link.secured', link, peer: tls ? id : null });
}

function isAcceptedBy({ ends: [, { node, name }] }: PairLink, acceptor: number): boolean {
  return node === acceptor && name !== null;
}

function feed(pair: Pair, node: number, happening: Happening): Pair {
  const { system, effects } = turn(pair.systems[node]!, { ...happening, at: AT });
  const sending = new Map<string, Message[]>();
  let next: Pair = { ...pair, systems: pair.systems.toSpliced(node, 1, system) };
  const write = (name: string): void => {
    const messages = sending.get(name);
    if (messages === undefined) return;
    sending.delete(name);
    next = send(next, node, name, { type: 'bytes', chunk: encodeFrames(messages) });
  };
  for (const effect of effects) {
    switch (effect.type) {
      case 'link.send':
        sending.set(effect.link, [...(sending.get(effect.link) ?? []), ...effect.messages]);
        break;
      case 'link.prove':
        sending.set(effect.link, [...(sending.get(effect.link) ?? []), nothingShown]);
        break;
      case 'link.end':
        write(effect.link);
        next = end(next, node, effect.link);
        break;
      case 'link.close':
        sending.delete(effect.link);
        next = close(next, node, effect.link);
        break;
      default:
        next = act(next, node, effect);
    }
  }
  for (const name of sending.keys()) write(name);
  for (const effect of effects)
    if (effect.type === 'link.judge') next = hold(next, node, effect.link);
  return next;
}

/** Every proof holds, and nothing can happen before that is known. */
function hold(pair: Pair, node: number, link: string): Pair {
  return feed(pair, node, { type: 'link.judged', link, fault: null });
}

function act(pair: Pair, node: number, effect: Effect): Pair {
  switch (effect.type) {
    case 'link.dial':
      return { ...pair, links: [...pair.links, dialled(pair, node, effect.link, effect.address)] };
    case 'random.draw':
      return { ...pair, draws: [...pair.draws, { node, effect: effect.effect }] };
    case 'answer':
      return { ...pair, said: [...pair.said, { node, answer: effect }] };
    default:
      return pair;
  }
}

function hostOf({ systems }: Pair, node: number): string {
  const { config } = systems[node]!.actors.get('node')!.snapshot.context as NodeContext;
  return config.host;
}

function dialled(pair: Pair, node: number, name: string, address: string): PairLink {
  const to = pair.systems.findIndex((_, other) => address.startsWith(`${hostOf(pair, other)}:`));
  const fresh = { hasEnded: false, hasHeardTheEnd: false, isClosed: false };
  const inbox: Arriving[] = [{ type: 'met' }];
  return {
    ends: [
      { ...fresh, node, name, inbox },
      { ...fresh, node: to, name: null, inbox },
    ],
    broken: null,
  };
}
