import * as fc from 'fast-check';
import { encodeFrames } from '../../src/codec/encode-frames.ts';
import type { Happening } from '../../src/protocol/inputs.ts';
import type { Message } from '../../src/protocol/messages.ts';
import { anyCommand, anyWords } from './any-command.ts';
import { anyGossip } from './any-gossip.ts';
import { anyLetter, anyPurpose, anyTalk } from './any-talk.ts';
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
const anyLink = fc.constantFrom('i1', 'i2', 'i3', 'i4', 'o1', 'o2', 'o3', 'o4', 'o5');

const anyTimer = fc
  .tuple(
    fc.constantFrom(
      'node',
      'node/i1',
      'node/i2',
      'node/o1',
      'node/o2',
      'node/d1',
      'node/alarm',
      'node/alarm',
      '',
    ),
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
      'backoff.contact.content',
      'alarm.alarm.set',
      'sealTimeout.node.parting',
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

const anyBatch = fc.integer({ min: 0, max: 4 });
const anySealed = fc.constantFrom('casts' as const, 'casts' as const, 'mail' as const);

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
    weight: 3,
    arbitrary: fc.oneof(
      fc.tuple(anyBatch, fc.nat({ max: 3 }), anySealed).map(([batch, count, of]) => ({
        type: 'seals.made' as const,
        of,
        batch,
        key: new Uint8Array(44),
        signatures: Array.from({ length: count }, () => new Uint8Array(64)),
      })),
      fc
        .tuple(anyBatch, fc.array(fc.boolean(), { maxLength: 4 }), anySealed)
        .map(([batch, sound, of]) => ({ type: 'seals.judged', of, batch, sound }) as const),
    ),
  },
  fc
    .tuple(fc.oneof(anyLetter.map(idOf), fc.string()), anyWords)
    .map(([id, address]) => ({ type: 'lan.heard', id, address }) as const),
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

/** Somebody who dials, is welcome, and talks on; in the end there is too much for the link, or it breaks. */
const anyVisit: fc.Arbitrary<PureRun> = fc
  .tuple(
    anyLetter,
    anyPurpose,
    fc.array(anyGossip, { maxLength: 3 }),
    fc.constantFrom(
      { type: 'link.congested' } as const,
      { type: 'link.drained' } as const,
      { type: 'link.closed', code: 'reset' } as const,
    ),
  )
  .map(([letter, purpose, words, last]) => {
    const link = newest;
    const happenings: readonly Happening[] = [
      { type: 'link.accepted', link, address: `${letter}:5` },
      { type: 'link.secured', link, peer: null },
      said(link, helloOf(letter, { purpose }), nothingShown, { kind: 'welcome' }),
      ...words.map((gossip) => said(link, ...gossip)),
      { ...last, link },
    ];
    return happenings.map((happening) => ({ afterMs: 0, happening }));
  });

/** A seed node that was asked, tells whom it has, and serves others. */
const anyEnrolment: fc.Arbitrary<PureRun> = fc
  .tuple(anyLink, anyGossip, anyLetter)
  .map(([link, gossip, letter]) => {
    const hello = helloOf(letter, { capabilities: ['seed'] });
    const happenings: readonly Happening[] = [
      { type: 'link.opened', link, address: 's:1' },
      { type: 'link.secured', link, peer: null },
      said(link, hello, nothingShown, { kind: 'welcome' }),
      said(link, ...gossip),
      said(link, { kind: 'bye', code: 'enrolled', text: '' }),
      { type: 'link.closed', link, code: 'ended' },
    ];
    return happenings.map((happening) => ({ afterMs: 0, happening }));
  });

function said(link: string, ...messages: readonly Message[]): Happening {
  return { type: 'link.bytes', link, chunks: [encodeFrames(messages)] };
}

/** What happens to a running node, in any order, possible or not. */
export const anyPureRun: fc.Arbitrary<PureRun> = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: anyEvent.map((event) => [event]) },
      anyBeginning,
      anyVisit,
      anyEnrolment,
    ),
    {
      minLength: 1,
      maxLength: 60,
      size: 'max',
    },
  )
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
