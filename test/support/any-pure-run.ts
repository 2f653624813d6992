import * as fc from 'fast-check';
import { encodeFrames } from '../../src/codec/encode-frames.ts';
import { Body } from '../../src/protocol/body.ts';
import type { Command } from '../../src/protocol/commands.ts';
import type { Happening } from '../../src/protocol/inputs.ts';
import type { Message } from '../../src/protocol/messages.ts';
import { anyMessage } from './any-message.ts';
import { anyWireBytes } from './any-wire-bytes.ts';
import { idOf } from './pure-config.ts';
import { helloOf, nothingShown } from './pure-connection.ts';

/** One thing that a test makes happen to a node, and how long after the one before. */
interface Event {
  readonly afterMs: number;
  readonly happening: Happening;
}

export type PureRun = readonly Event[];

/** Without a name it is the link that was accepted last. */
const newest = '';
const anyLink = fc.constantFrom('i1', 'i2', 'i3', 'i4', 'o1', 'o2', 'o3', 'o4');
const anyLetter = fc.constantFrom('a', 'a', 'a', 'b', 'c', 'c', 'c', 'd');
const anyWords = fc.constantFrom('a:1', 'c:1', 'c:2', '@a', '@c', '@d', 'b:1', 'nobody', '2', '');
const anyBytes = fc.uint8Array({ maxLength: 6 });

/** What a peer that means well says, so that runs get somewhere. */
const anyTalk: fc.Arbitrary<readonly Message[]> = fc.oneof(
  anyLetter.map(
    (letter) =>
      [helloOf(letter), nothingShown, { kind: 'welcome' }, { kind: 'pong', token: 1 }] as const,
  ),
  fc
    .tuple(anyLetter, fc.nat({ max: 2 }))
    .map(([letter, boot]) => [helloOf(letter, { instance: { boot, nonce: 1 } }), nothingShown]),
  anyLetter.map((letter) => [helloOf(letter)] as const),
  fc.constant([nothingShown] as const),
  fc.constant([nothingShown, { kind: 'welcome' }] as const),
  fc.constant([{ kind: 'welcome' }] as const),
  fc.constant([{ kind: 'notice', code: 'duplicate-identity' }] as const),
  anyLetter.map((letter) => [helloOf(letter), nothingShown, { kind: 'welcome' }] as const),
  fc.integer({ min: 1, max: 4 }).map((token) => [{ kind: 'pong', token }] as const),
  fc.nat({ max: 3 }).map((taken) => [{ kind: 'receipt', taken }] as const),
  fc.array(
    anyBytes.map((bytes) => ({ kind: 'text', sequence: 1, body: new Body(bytes) }) as const),
    { minLength: 1, maxLength: 3 },
  ),
  fc.constant([{ kind: 'bye', code: 'quit', text: '' }] as const),
  fc.array(anyMessage, { maxLength: 2 }),
);

const marks = Array.from({ length: 9 }, () => ({ command: 'mark', text: 'here' }) as const);

const anyCommand: fc.Arbitrary<Command> = fc
  .tuple(
    fc.nat({ max: 1_000 }),
    fc.oneof(
      anyWords.map((peer) => ({ command: 'connect', peer }) as const),
      anyWords.map((peer) => ({ command: 'disconnect', peer }) as const),
      fc
        .tuple(anyWords, anyBytes)
        .map(([peer, bytes]) => ({ command: 'send', peer, body: new Body(bytes) }) as const),
      fc
        .tuple(fc.constantFrom('ban', 'unban', 'unban', 'ignore', 'unignore'), anyWords)
        .map(([command, peer]) => ({ command, peer }) as const),
      fc.constant({ command: 'peers' } as const),
      {
        weight: 2,
        arbitrary: fc.constantFrom({ command: 'status' } as const, { command: 'lp' } as const),
      },
      fc.constantFrom(...marks, { command: 'quit' } as const),
    ),
  )
  .map(([id, words]) => ({ id, ...words }));

const anyTimer = fc
  .tuple(
    fc.constantFrom('node', 'node/i1', 'node/i2', 'node/o1', 'node/o2', 'node/d1', ''),
    fc.constantFrom(
      'greetingTimeout.connection.securing',
      'greetingTimeout.connection.greeting',
      'dialTimeout.connection.dialling',
      'pongTimeout.connection.established.liveness.waiting',
      'pongTimeout.connection.established.liveness.probing',
      'pingInterval.connection.established.liveness.quiet',
      'congestedTimeout.connection.established.writability.congested',
      'leaveTimeout.connection.leaving',
      'backoff.contact.resting',
      'stopTimeout.node.stopping',
      'nothing',
    ),
  )
  .map(([path, name]) => `${path}#${name}`);

/** Half a chunk now and half later is half a message now. */
const anyChunks = fc
  .tuple(fc.oneof({ weight: 6, arbitrary: anyTalk.map(encodeFrames) }, anyWireBytes), fc.nat())
  .map(([bytes, at]) => {
    const cut = bytes.length === 0 ? 0 : at % (2 * bytes.length);
    return cut < bytes.length ? [bytes.subarray(0, cut), bytes.subarray(cut)] : [bytes];
  });

/** The key that a link shows; most show none, so that anybody can speak on it. */
const anyKey = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  anyLetter.map((letter) => idOf(letter)),
);

const anyHappening: fc.Arbitrary<Happening> = fc.oneof(
  fc.constant({ type: 'link.accepted', link: newest, address: 'x:5' } as const),
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.oneof(anyLink, fc.constant(newest)), anyKey)
      .map(([link, peer]) => ({ type: 'link.secured', link, peer }) as const),
  },
  fc
    .tuple(anyLink, fc.constantFrom(null, 'wrong-key' as const, 'wrong-network-key' as const))
    .map(([link, fault]) => ({ type: 'link.judged', link, fault }) as const),
  anyLink.map((link) => ({ type: 'link.opened', link, address: 'x:1' }) as const),
  {
    weight: 12,
    arbitrary: fc
      .tuple(fc.oneof(anyLink, fc.constant(newest)), anyChunks)
      .map(([link, chunks]) => ({ type: 'link.bytes', link, chunks }) as const),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(anyLink, fc.constantFrom('link.congested', 'link.drained', 'link.ended'))
      .map(([link, type]) => ({ type, link }) as const),
  },
  fc
    .tuple(
      anyLink,
      fc.constantFrom('ended', 'reset', 'link-failed', 'tls-failed', 'bad-certificate'),
    )
    .map(([link, code]) => ({ type: 'link.closed', link, code }) as const),
  fc
    .tuple(anyLink, fc.constantFrom('refused', 'unreachable', 'link-failed', 'bad-address'))
    .map(([link, code]) => ({ type: 'dial.failed', link, code }) as const),
  anyTimer.map((timer) => ({ type: 'timer.fired', timer }) as const),
  anyLink.map(
    (link) =>
      ({ type: 'random.drawn', effect: `node/${link}#nonce`, bytes: new Uint8Array(16) }) as const,
  ),
  {
    weight: 4,
    arbitrary: fc
      .array(anyCommand, { maxLength: 4 })
      .map((commands) => ({ type: 'commands', commands }) as const),
  },
);

const anyEvent: fc.Arbitrary<Event> = fc.record({
  afterMs: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.nat({ max: 7_000 })),
  happening: anyHappening,
});

/** As most links begin: it is there, it is secured, and the peer has something to say. */
const anyBeginning: fc.Arbitrary<PureRun> = fc
  .tuple(
    fc.oneof(
      fc.constant({ type: 'link.accepted', link: newest, address: 'x:5' } as const),
      anyLink.map((link) => ({ type: 'link.opened', link, address: 'x:1' }) as const),
    ),
    anyKey,
    anyTalk,
  )
  .map(([begun, peer, talk]) => {
    const { link } = begun;
    const chunks = [encodeFrames(talk)];
    const happenings: readonly Happening[] = [
      begun,
      { type: 'link.secured', link, peer },
      { type: 'link.bytes', link, chunks },
    ];
    return happenings.map((happening) => ({ afterMs: 0, happening }));
  });

/** What happens to a running node, in any order, possible or not. */
export const anyPureRun: fc.Arbitrary<PureRun> = fc
  .array(fc.oneof({ weight: 5, arbitrary: anyEvent.map((event) => [event]) }, anyBeginning), {
    minLength: 1,
    maxLength: 60,
    size: 'max',
  })
  .map((events) => withFreshNames(events.flat()));

/** The world gives each link that it accepts a name of its own. */
function withFreshNames(events: PureRun): PureRun {
  let accepted = 0;
  return events.map((event) => {
    const { happening } = event;
    if (happening.type === 'link.accepted') accepted += 1;
    if (!('link' in happening) || happening.link !== newest) return event;
    return { ...event, happening: { ...happening, link: `i${accepted}` } };
  });
}
