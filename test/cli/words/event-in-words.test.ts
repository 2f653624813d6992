import { describe, expect, it } from 'vitest';
import { EventInWords } from '../../../src/cli/words/event-in-words.ts';
import { plain } from '../../../src/cli/words/paint.ts';
import { hintFor } from '../../../src/node/telling/code-words.ts';
import { stamped } from '../../../src/node/telling/node-events.ts';
import type { NodeEventBody } from '../../../src/node/telling/node-event.ts';

const bob = `bobbobbo${'a'.repeat(44)}`;
const me = `mememeem${'a'.repeat(44)}`;
const instance = { boot: 1, nonce: 2 };
const address = '127.0.0.1:9002';
const listening = {
  event: 'listening',
  peer: me,
  name: 'alice',
  host: '::1',
  port: 9001,
  labId: 1,
  network: 'peertape',
  tls: true,
  data: null,
  trace: null,
  pid: 1,
  version: '1',
} as const;
const connected = {
  event: 'connected',
  peer: bob,
  name: 'bob',
  address,
  link: 'o1',
  instance,
} as const;
const ended = { event: 'disconnected', peer: bob, address, link: 'o1' } as const;
const message = { event: 'message', from: bob, messageId: 'x', kind: 'direct', hops: 1 } as const;

describe('an event in words', () => {
  it('says of a mark whether there is a tape that it is on', () => {
    const mark = { event: 'answer', command: 'mark', ok: true, result: { turn: 3 } } as const;
    const tape = { event: 'tape', path: 'x' } as const;
    expect(told(mark)).toEqual(['marked in turn 3']);
    const [, lost, , found] = told(
      { ...tape, state: 'gap' },
      mark,
      { ...tape, state: 'recording' },
      mark,
    );
    expect([lost, found]).toEqual([
      'marked in turn 3, but nothing is recorded',
      'marked in turn 3',
    ]);
  });

  it('says where the node listens, who it is, and that links are plain (S4-23)', () => {
    expect(told({ ...listening, tls: false })).toEqual([
      'listening on [::1]:9001 (lab id 1) as alice @mememeem, network peertape; ' +
        'links are plain: whoever is in between can read and change what is said',
    ]);
  });

  it('says who has connected, and who was connected to (S2-46, S2-51)', () => {
    expect(
      told({ ...connected, inbound: false }, { ...connected, inbound: true, name: '' }),
    ).toEqual([
      'connected to bob @bobbobbo (127.0.0.1:9002)',
      '@bobbobbo has connected (127.0.0.1:9002)',
    ]);
  });

  it('says how and why a connection ended', () => {
    expect(
      told(
        { ...connected, inbound: false },
        { ...ended, how: 'left', code: 'quit', by: 'peer', text: 'see\nyou' },
        { ...ended, how: 'lost', code: 'silent', by: 'us' },
        { ...ended, how: 'closed', code: 'duplicate', by: 'us' },
        { ...ended, how: 'left', code: 'own\u001bwords', by: 'peer' },
      ).slice(1),
    ).toEqual([
      'bob @bobbobbo has left: the node stopped (quit), saying "see␊you"',
      'lost bob @bobbobbo: no sign of life in spite of probes (silent)',
      'closed the connection to bob @bobbobbo: another connection serves this pair of peers (duplicate)',
      'bob @bobbobbo has left: own␛words',
    ]);
  });

  it('says nothing of a second link to the same peer, which comes and goes when both dial at once', () => {
    const spare = { event: 'refused', address, peer: bob, inbound: true, by: 'us' } as const;
    expect(
      told(
        { ...connected, inbound: false, link: 'o1' },
        { ...connected, inbound: true, link: 'i1' },
        { ...ended, how: 'left', code: 'duplicate', by: 'peer', link: 'o1' },
        { ...spare, code: 'duplicate' },
        { ...ended, how: 'left', code: 'quit', by: 'peer', link: 'i1' },
        { ...spare, code: 'duplicate' },
      ),
    ).toEqual([
      'connected to bob @bobbobbo (127.0.0.1:9002)',
      'bob @bobbobbo has left: the node stopped (quit)',
      'turned away bob @bobbobbo (127.0.0.1:9002): another connection serves this pair of peers (duplicate)',
    ]);
  });

  it('says who turned whom away, and that it is the peer who calls somebody "the peer"', () => {
    const refused = { event: 'refused', address, code: 'wrong-network' } as const;
    const why = '127.0.0.1:9002: the peer belongs to another network (wrong-network)';
    const itSays = '127.0.0.1:9002: it says "the peer belongs to another network" (wrong-network)';
    expect([
      ...told({ ...refused, inbound: true, by: 'us' }),
      ...told({ ...refused, inbound: true, by: 'peer' }),
      ...told(
        { ...refused, inbound: false, by: 'peer' },
        { ...refused, inbound: false, by: 'us' },
        { ...refused, inbound: false, by: 'peer', peer: bob },
      ),
    ]).toEqual([
      `turned away ${why}`,
      `no connection from ${itSays}`,
      `turned away by ${itSays}`,
      `no connection to ${why}`,
      `turned away by @bobbobbo ${itSays.replace(address, `(${address})`)}`,
    ]);
  });

  it('gives a text its own line, whatever is in it', () => {
    expect(
      told(
        { ...connected, inbound: true },
        { ...message, text: 'hi there' },
        { ...message, text: 'one\n\u001b[1mtwo' },
        { ...message, bytes: 'ww==' },
      ).slice(1),
    ).toEqual(['bob: hi there', 'bob: one␊␛[1mtwo', 'bob: <1 bytes that are not text>']);
  });

  it('names peers in errors as everywhere', () => {
    const words = new EventInWords(plain);
    const stamp = { at: 0, node: me, turn: 1 };
    words.lines(stamped({ ...connected, inbound: false }, stamp));
    const error = { event: 'error', code: 'x', text: '@bobbobbo says: two', fatal: false } as const;
    const event = stamped(error, stamp);
    expect(words.named(event)).toEqual({ ...event, text: 'bob says: two' });
    expect(words.lines(event)).toEqual(['bob says: two']);
  });

  it('says what became of a text (S0-17)', () => {
    expect(
      told(
        { event: 'delivered', messageId: 'x', to: bob, hops: 1, ms: 1.5 },
        { event: 'undelivered', messageId: 'x', to: bob, code: 'reset' },
      ),
    ).toEqual([
      'delivered to @bobbobbo (1.5 ms)',
      'not delivered to @bobbobbo: the link was reset (reset)',
    ]);
  });

  it('marks what came over others as relayed, and tells the way (S0-41)', () => {
    const relayed = { ...message, kind: 'relayed', hops: 2, path: [me], text: 'hi' } as const;
    const topic = { ...message, kind: 'topic', topic: 'wea\u001bther', text: 'rain' } as const;
    expect(
      told(
        { ...connected, inbound: true },
        { ...connected, peer: me, name: 'carol', inbound: true },
        relayed,
        { ...relayed, hops: 3, path: [me, `x${'a'.repeat(51)}`], text: '\u001b[1m' },
        { ...message, kind: 'broadcast', text: 'hi', hops: 2 },
        topic,
        { ...topic, hops: 2, path: [me] },
      ).slice(2),
    ).toEqual([
      'bob (2 hops, over carol): hi',
      'bob (3 hops, over carol, @xaaaaaaa): ␛[1m',
      'bob to all: hi (2 hops)',
      'bob on wea␛ther: rain (1 hop)',
      'bob on wea␛ther: rain (2 hops, over carol)',
    ]);
  });

  it('says over whom a text has arrived, and who says why it has not', () => {
    const undelivered = { event: 'undelivered', messageId: 'x', to: bob, hops: 1 } as const;
    const way = { hops: 2, path: [me] };
    expect(
      told(
        { ...connected, inbound: true },
        { ...connected, peer: me, name: 'carol', inbound: true },
        { event: 'delivered', messageId: 'x', to: bob, ms: 1.5, ...way },
        { ...undelivered, code: 'broken-route', where: me },
        { ...undelivered, code: 'not-wanted', where: bob },
        { ...undelivered, code: 'no-route' },
      ).slice(2),
    ).toEqual([
      'delivered to bob (2 hops, over carol, 1.5 ms)',
      'not delivered to bob: the next node on the way cannot be reached, says carol, 1 hop away (broken-route)',
      'not delivered to bob: the peer does not want it (not-wanted)',
      'not delivered to bob: nobody has found a way to the peer (no-route)',
    ]);
  });

  it('does not tell of a refused connection twice', () => {
    const error = { code: 'refused', text: 'nobody listens there', hint: 'start the peer' };
    const answer = { event: 'answer', command: 'connect', ok: false, error } as const;
    const refused = {
      event: 'refused',
      address,
      inbound: false,
      code: 'refused',
      by: 'link',
    } as const;
    expect(told(refused, answer)).toEqual([
      'no connection to 127.0.0.1:9002: nobody listens there (refused)',
      '  start the peer',
    ]);
    expect(told(answer)).toEqual(['connect: nobody listens there (start the peer)']);
    const usage = { code: 'usage', text: 'too far', hint: '' };
    expect(told(refused, { ...answer, error: usage }).slice(1)).toEqual(['too far']);
  });

  it('says once what to do, and names the peer as its user would', () => {
    const error = (code: string, text: string, hint: string): NodeEventBody => ({
      event: 'answer',
      command: 'send',
      ok: false,
      error: { code, text, hint },
    });
    const hint = 'connect to the peer first';
    expect(
      told(
        { ...connected, inbound: true },
        error('not-linked', 'there is no connection to @bobbobbo: connect first', hint),
        error('not-linked', 'there is no connection to @mememeem: connect first', hint),
        error('ambiguous-peer', '"bob" can be @bobbobbo, @mememeem', 'name the peer by its id'),
        error('usage', 'usage: send PEER TEXT', 'sends a text'),
        error('bad-address', 'not an address', 'write host:port'),
      ).slice(1),
    ).toEqual([
      'send: there is no connection to bob: connect first',
      'send: there is no connection to @mememeem: connect first',
      'send: "bob" can be @bobbobbo, @mememeem (name the peer by its id)',
      'usage: send PEER TEXT (sends a text)',
      'send: not an address (write host:port)',
    ]);
  });

  it('says which of several texts has arrived', () => {
    const beginnings = new Map([['one', 'hi\u001b[1m']]);
    const words = new EventInWords(plain, { beginningOf: (id) => beginnings.get(id) ?? null });
    const lines = (body: NodeEventBody) => words.lines(stamped(body, { at: 0, node: me, turn: 4 }));
    const delivered = { event: 'delivered', to: bob, hops: 1, ms: 1.5 } as const;
    expect([
      ...lines({ ...delivered, messageId: 'one' }),
      ...lines({ ...delivered, messageId: 'two' }),
      ...lines({ event: 'undelivered', to: bob, messageId: 'one', code: 'reset' }),
    ]).toEqual([
      'delivered to @bobbobbo: "hi␛[1m" (1.5 ms)',
      'delivered to @bobbobbo (1.5 ms)',
      'not delivered to @bobbobbo: "hi␛[1m": the link was reset (reset)',
    ]);
  });

  it('sums up the many who are turned away within a second', () => {
    const words = new EventInWords(plain);
    const refused = { event: 'refused', address, inbound: true, by: 'us' } as const;
    const lines = (at: number, code: string) =>
      words.lines(stamped({ ...refused, code }, { at, node: me, turn: 4 }));
    const first = 'turned away 127.0.0.1:9002: no greeting in time (greeting-timeout)';
    expect(lines(10_000, 'greeting-timeout')).toEqual([first]);
    expect(lines(10_100, 'flood')).toEqual([]);
    expect(lines(10_999, 'flood')).toEqual([]);
    expect(lines(10_999, 'wrong-network')).toEqual([]);
    expect(words.overdue(10_999)).toEqual([]);
    const rest = 'no connection from 3 more within a second (2 flood, 1 wrong-network)';
    expect(lines(11_000, 'greeting-timeout')).toEqual([rest, first]);
    expect(lines(11_001, 'flood')).toEqual([]);
    expect(words.overdue(12_000)).toEqual(['no connection from 1 more within a second (1 flood)']);
    expect(words.overdue(13_000)).toEqual([]);
    expect(lines(12_500, 'greeting-timeout')).toEqual([first]);
    expect(lines(12_501, 'flood')).toEqual([]);
    const stopped: NodeEventBody = { event: 'stopped', code: 'quit', exit: 0 };
    expect(words.lines(stamped(stopped, { at: 12_502, node: me, turn: 5 }))).toEqual([
      'no connection from 1 more within a second (1 flood)',
      'stopped',
    ]);
  });

  it('sums up those who come and go without a word, whoever ended that', () => {
    const words = new EventInWords(plain);
    const refused = { event: 'refused', address, inbound: true, by: 'link' } as const;
    const lines = (code: string) =>
      words.lines(stamped({ ...refused, code }, { at: 10_000, node: me, turn: 4 }));
    expect(lines('tls-failed')).toEqual(['no greeting from 127.0.0.1:9002 (tls-failed)']);
    expect([...lines('tls-failed'), ...lines('ended')]).toEqual([]);
    expect(words.overdue(11_000)).toEqual([
      'no connection from 2 more within a second (1 tls-failed, 1 ended)',
    ]);
  });

  it('names whom a peer pretends to be, of the first of many from one host', () => {
    const text = `it calls itself @${bob}`;
    const refused = { event: 'refused', address, inbound: true, by: 'us', text } as const;
    const pretender = { ...refused, code: 'wrong-key' };
    const stranger = 'turned away 127.0.0.1:9002: it calls itself';
    expect(
      told(
        pretender,
        { ...connected, inbound: true },
        pretender,
        { ...pretender, by: 'peer' },
        { ...pretender, address: '192.0.2.7:1' },
        { ...refused, code: 'flood' },
      ),
    ).toEqual([
      `${stranger} @bobbobbo, but has not shown @bobbobbo's key (wrong-key)`,
      'bob @bobbobbo has connected (127.0.0.1:9002)',
      'no connection from 127.0.0.1:9002: it says "the peer did not show the key of its id" (wrong-key)',
      "turned away 192.0.2.7:1: it calls itself bob @bobbobbo, but has not shown bob's key (wrong-key)",
    ]);
  });

  it('says of one that cannot be a node on plain links what it may be instead', () => {
    const refused = { event: 'refused', address, inbound: true, code: 'frame-too-long' } as const;
    const turnedAway = 'turned away 127.0.0.1:9002: a frame over the limit (frame-too-long)';
    const onPlain = { ...listening, tls: false };
    expect(told(onPlain, { ...refused, by: 'us' }).at(-1)).toBe(
      `${turnedAway}; it may want encrypted links, or be something else than a node`,
    );
    expect(told(listening, { ...refused, by: 'us' }).at(-1)).toBe(turnedAway);
  });

  it('says once what to do about a dial that fails again and again', () => {
    const failed = { event: 'refused', address, inbound: false, by: 'link' } as const;
    const refused = 'no connection to 127.0.0.1:9002: nobody listens there (refused)';
    const ended = 'no connection to 127.0.0.1:9002: the link ended without a farewell (ended)';
    const [start, isPlain] = [hintFor('refused'), hintFor('ended', 'connect')];
    const words = new EventInWords(plain, { advises: true });
    const lines = (event: NodeEventBody) =>
      words.lines(stamped(event, { at: 0, node: me, turn: 4 }));
    const answer = (code: string): NodeEventBody => {
      const error = { code, text: '', hint: hintFor(code, 'connect') };
      return { event: 'answer', command: 'connect', ok: false, error };
    };
    expect(lines({ ...failed, code: 'refused' })).toEqual([refused, `  ${start}`]);
    expect(lines({ ...failed, code: 'refused' })).toEqual([refused]);
    expect(lines({ ...failed, code: 'ended' })).toEqual([ended, `  ${isPlain}`]);
    expect(lines(answer('ended'))).toEqual([]);
    expect(lines({ ...failed, code: 'ended' })).toEqual([ended]);
    expect(lines(answer('ended'))).toEqual([`  ${isPlain}`]);
  });

  it('says once that a node has dialled itself', () => {
    const self = { event: 'refused', address, peer: me, by: 'us', code: 'self' } as const;
    expect(told({ ...self, inbound: true }, { ...self, inbound: false })).toEqual([
      'no connection to @mememeem (127.0.0.1:9002): the node dialled itself (self)',
    ]);
  });

  it('tells a long text by its beginning and its length', () => {
    const text = 'x'.repeat(5_000);
    expect(told({ ...message, text })).toEqual([
      `@bobbobbo: ${'x'.repeat(4_000)}… (the first 4,000 of 5,000 characters)`,
    ]);
    const whole = new EventInWords(plain, { tellsWhole: true });
    const event = stamped({ ...message, text }, { at: 0, node: me, turn: 4 });
    expect(whole.lines(event)).toEqual([`@bobbobbo: ${text}`]);
  });

  it('tells once of a host that comes too often, and then its count once a minute', () => {
    const words = new EventInWords(plain);
    const refused = { event: 'refused', inbound: true, by: 'us', code: 'rate-limited' } as const;
    const lines = (at: number, from: string) =>
      words.lines(stamped({ ...refused, address: from }, { at, node: me, turn: 4 }));
    const why = 'too many attempts from this host (rate-limited)';
    expect(lines(10_000, '192.0.2.7:1')).toEqual([`turned away 192.0.2.7:1: ${why}`]);
    expect(lines(10_100, '192.0.2.8:1')).toEqual([`turned away 192.0.2.8:1: ${why}`]);
    for (let at = 11_000; at < 70_000; at += 1_000) expect(lines(at, '192.0.2.7:2')).toEqual([]);
    expect(words.hasMore).toBe(true);
    expect(words.overdue(70_000)).toEqual([
      'turned away 192.0.2.7 59 more times within a minute (rate-limited)',
    ]);
    expect(words.hasMore).toBe(false);
    expect(lines(70_001, '192.0.2.7:3')).toEqual([]);
    expect(words.overdue(130_000)).toEqual([
      'turned away 192.0.2.7 once more within a minute (rate-limited)',
    ]);
    expect(words.overdue(190_000)).toEqual([]);
    expect(lines(190_001, '192.0.2.7:4')).toEqual([`turned away 192.0.2.7:4: ${why}`]);
  });

  it('tells of so many hosts that come too often, and of the others together', () => {
    const words = new EventInWords(plain);
    const refused = { event: 'refused', inbound: true, by: 'us', code: 'rate-limited' } as const;
    const told = Array.from({ length: 1_000 }, (_, n) =>
      words.lines(
        stamped(
          { ...refused, address: `10.1.${n >> 8}.${n & 255}:1` },
          { at: n, node: me, turn: 4 },
        ),
      ),
    );
    expect(told.flat()).toHaveLength(17);
    expect(words.overdue(70_000)).toEqual([
      'turned away other hosts 983 more times within a minute (rate-limited)',
    ]);
  });

  it('tells of the tape, and of the end', () => {
    expect(
      told(
        { event: 'tape', state: 'recording', path: 'there' },
        { event: 'tape', state: 'stopped', path: 'there', code: 'trace-failed' },
        {
          event: 'tape',
          state: 'gap',
          path: 'th\u001bere',
          code: 'trace-failed',
          text: 'no space left on device',
        },
        { event: 'tape', state: 'recording', path: 'there', text: 'without turns 3 to 5' },
        { event: 'stopped', code: 'quit', exit: 0 },
      ),
    ).toEqual([
      'recording to there',
      'no longer recording to there',
      'no longer recording to th␛ere: no space left on device',
      'recording to there again, without turns 3 to 5',
      'stopped',
    ]);
  });

  it('tells of a ban, and of its end', () => {
    expect(
      told(
        { event: 'peer', peer: bob, state: 'banned', cause: 'user' },
        { event: 'peer', peer: bob, state: 'banned', cause: 'flood' },
        { event: 'peer', peer: bob, state: 'left', cause: 'user' },
        { event: 'answer', command: 'ignore', ok: true, result: { peer: bob } },
        { event: 'answer', command: 'unignore', ok: true, result: { peer: bob } },
      ),
    ).toEqual([
      '@bobbobbo is banned',
      '@bobbobbo is banned: more control messages than the limits (flood)',
      '@bobbobbo is no longer banned',
      'what @bobbobbo says is no longer told',
      'what @bobbobbo says is told again',
    ]);
  });

  it('tells of everybody, and not only of those who are connected', () => {
    const of = { event: 'peer', peer: bob } as const;
    expect(
      told(
        { ...of, name: 'bob', address, state: 'alive', cause: 'presence' },
        { ...of, state: 'suspect', cause: 'silence' },
        { ...of, state: 'lost', cause: 'missing' },
        { ...of, peer: me, state: 'left', cause: 'presence' },
      ),
    ).toEqual([
      'bob @bobbobbo is there (127.0.0.1:9002): it says so to everybody',
      'bob @bobbobbo has fallen silent: it has not said in time that it is there',
      'lost bob @bobbobbo: a neighbour misses it, and it does not answer',
      '@mememeem has left: it says so to everybody',
    ]);
    expect(
      told({ ...of, state: 'lost', cause: 'dial' }, { ...of, state: 'known', cause: 'silence' }),
    ).toEqual([
      'lost @bobbobbo: it does not answer where it was',
      'nothing is known of @bobbobbo any more: it has not said in time that it is there',
    ]);
    expect(told({ ...of, state: 'lost', cause: 'odd' }, { ...of, state: 'new' })).toEqual([
      'lost @bobbobbo: odd',
      '@bobbobbo is no longer banned',
    ]);
  });

  it('tells of many who come at once in two lines more, and of a ban among them by itself', () => {
    const words = new EventInWords(plain);
    const lines = (body: NodeEventBody) => words.lines(stamped(body, { at: 5, node: me, turn: 4 }));
    const peers = Array.from({ length: 12 }, (_, n) => `${n}`.padEnd(52, 'x'));
    const told = peers.flatMap((peer, n) =>
      lines({ event: 'peer', peer, name: `node-${n}`, state: 'alive', cause: 'presence' }),
    );
    expect([told.length, told[0]]).toEqual([
      4,
      'node-0 @0xxxxxxx is there: it says so to everybody',
    ]);
    expect(lines({ event: 'peer', peer: bob, state: 'banned', cause: 'flood' })).toHaveLength(1);
    expect(words.hasMore).toBe(true);
    expect(words.overdue(1_005)).toEqual([
      '8 more peers are there: node-4, node-5, node-6, node-7 and 4 more',
    ]);
    expect(words.hasMore).toBe(false);
  });

  it('calls by their names those whom it only knows by what they say to everybody', () => {
    const cast = { ...message, kind: 'broadcast' } as const;
    expect(
      told(
        { event: 'peer', peer: bob, name: 'bob', state: 'alive', cause: 'presence' },
        { ...cast, text: 'hi[2J', hops: 3 },
        { ...cast, bytes: 'ww==', hops: 1 },
      ).slice(1),
    ).toEqual(['bob to all: hi␛[2J (3 hops)', 'bob to all: <1 bytes that are not text> (1 hop)']);
  });

  it('tells once of each host from which this node is asked as a seed node, which it is not', () => {
    const words = new EventInWords(plain);
    const ask = (host: string, at: number) =>
      words.lines(
        stamped(
          {
            event: 'refused',
            inbound: true,
            code: 'not-a-seed',
            by: 'us',
            address: `${host}:${at}`,
          },
          { at: 60_000 * at, node: me, turn: 4 },
        ),
      ).length;
    const hosts = Array.from({ length: 30 }, (_, n) => `192.0.2.${n}`);
    const told = [1, 2, 3].map((at) => hosts.map((host) => ask(host, at)));
    const once = hosts.map((_, n) => Number(n < 17));
    expect(told).toEqual([once, hosts.map(() => 0), hosts.map(() => 0)]);
  });

  it('tells of a seed node that does not answer in one line', () => {
    const words = new EventInWords(plain, { seeds: [address], advises: true });
    const refused = { event: 'refused', inbound: false, code: 'refused', by: 'link' } as const;
    const lines = (body: NodeEventBody) => words.lines(stamped(body, { at: 0, node: me, turn: 4 }));
    const why = 'nobody listens there (refused)';
    expect(lines({ ...refused, address })).toEqual([
      `no answer from the seed node 127.0.0.1:9002, which is tried again: ${why}`,
    ]);
    expect(lines({ ...refused, address, by: 'peer', code: 'wrong-network' })).toEqual([
      'no answer from the seed node 127.0.0.1:9002, which is tried again: ' +
        'it says "the peer belongs to another network" (wrong-network)',
    ]);
    expect(lines({ ...refused, address, by: 'us', code: 'self' })).toEqual([
      '127.0.0.1:9002 is named as a seed node, and is this node itself',
    ]);
    expect(lines({ ...refused, address: '127.0.0.1:9003' })[0]).toBe(
      `no connection to 127.0.0.1:9003: ${why}`,
    );
  });

  it('does not say of who has no place for a neighbour that it has left', () => {
    const parted = { ...ended, how: 'left', by: 'peer' } as const;
    expect([
      ...told({ ...parted, code: 'no-place' }),
      ...told({ ...parted, code: 'enrolled' }),
    ]).toEqual([
      '@bobbobbo has closed the connection: it has no place for so many neighbours (no-place)',
      '@bobbobbo has closed the connection: it has listed this node, and serves others (enrolled)',
    ]);
  });

  it('says of the tape how much there is, and whether it goes on', () => {
    const trace = { event: 'answer', command: 'trace', ok: true } as const;
    const result = { path: 'there', bytes: 2_000, segments: 1 };
    expect(told({ ...trace, result }, { ...trace, result: { ...result, gap: true } })).toEqual([
      'recording to there: 2 KB, segments: 1',
      'no longer recording to there: 2 KB, segments: 1',
    ]);
  });

  it('says where a list is empty (S2-43)', () => {
    expect(told({ event: 'answer', command: 'lp', ok: true, result: [] })).toEqual([
      'no peer is connected',
    ]);
  });

  it('has nothing to add to an answer that an event tells of', () => {
    const result = { peer: bob, already: false };
    expect(
      told(
        { event: 'answer', command: 'connect', ok: true, result },
        { event: 'answer', command: 'send', ok: true, result: {} },
        { event: 'answer', command: 'mark', ok: true, result: { turn: 12 } },
        { event: 'answer', command: 'connect', ok: true, result: { ...result, already: true } },
      ),
    ).toEqual(['marked in turn 12', 'already connected to @bobbobbo']);
  });
});

function told(...events: readonly NodeEventBody[]): readonly string[] {
  const words = new EventInWords(plain);
  return events.flatMap((event) => words.lines(stamped(event, { at: 0, node: me, turn: 4 })));
}
