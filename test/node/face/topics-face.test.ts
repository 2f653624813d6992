import { describe, expect, it } from 'vitest';
import { ReceivedFeed } from '../../../src/node/face/received-feed.ts';
import { Body } from '../../../src/protocol/body.ts';
import type { LetterTaken } from '../../../src/protocol/effects.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { consolePair } from '../../support/console-pair.ts';
import { Recording } from '../../support/recording.ts';

const BOB = '127.0.0.2:9002';
const ALICE = 'a'.repeat(52);
const BOBS_ID = 'b'.repeat(52);
const SECOND = 1_000_000;

describe('what is published', () => {
  it('comes to those who listen to its topic, and to all who hear everything', async () => {
    const { soon, alice, bob } = await linkedPair();
    const heard = new Recording(bob.face.events$);
    const received = new Recording(bob.face.received$);
    const [weather, news] = ['weather', 'news'].map(
      (topic) => new Recording(bob.face.messages$(topic)),
    );
    const sent = await soon(alice.face.publish('weather', 'rain'));
    await soon(alice.face.broadcast('hi'));
    expect(sent).toEqual({ messageId: `${ALICE}/1-1/b1`, linked: [BOBS_ID], unreachable: [] });
    const came = {
      from: ALICE,
      messageId: sent.messageId,
      kind: 'topic',
      topic: 'weather',
      hops: 1,
    };
    const content = new TextEncoder().encode('rain');
    expect(weather!.events).toEqual([{ ...came, content }]);
    expect(news!.events).toEqual([]);
    expect(received.events).toMatchObject([{ ...came, content }, { kind: 'broadcast' }]);
    expect(heard.events).toMatchObject([{ event: 'message', ...came, text: 'rain' }, {}]);
    void bob.face.close();
    await soon(Promise.resolve());
    expect(weather!.isComplete).toBe(true);
  });

  it('is what it was, whatever becomes of its bytes', async () => {
    const { soon, alice, bob } = await linkedPair();
    const weather = new Recording(bob.face.messages$('weather'));
    const bytes = new Uint8Array(10_000).fill(7);
    const sent = alice.face.publish('weather', bytes);
    bytes.fill(0);
    await soon(sent);
    expect(weather.events.map(({ content }) => content)).toEqual([new Uint8Array(10_000).fill(7)]);
  });

  it('has a topic of limits.topicBytesMax bytes at most', async () => {
    const { soon, alice } = await linkedPair();
    const longest = 'ä'.repeat(limits.topicBytesMax / 2);
    expect(await soon(alice.face.publish(longest, 'x'))).toMatchObject({ linked: [BOBS_ID] });
    const fault = `a topic has 1 to ${limits.topicBytesMax} bytes and no control characters`;
    for (const topic of ['', `${longest}x`, 'line\nbreak', 'half \ud800']) {
      await expect(alice.face.publish(topic, 'x')).rejects.toThrow(
        new RangeError(`publish: ${fault}`),
      );
      const refused = { code: 'usage', text: fault, hint: '' };
      const body = new Body(new Uint8Array(1));
      const asked = alice.face.obey({ command: 'ask', peer: 'bob', topic, body });
      expect(await soon(asked)).toMatchObject({ ok: false, error: refused });
      expect(() => alice.face.messages$(topic)).toThrow(`messages$: ${fault}`);
      expect(() => alice.face.answer(topic, () => '')).toThrow(`answer: ${fault}`);
    }
  });
});

describe('a question', () => {
  it('must be one, to somebody, with a time that is waited for anyway', async () => {
    const { alice } = await linkedPair();
    const ask = alice.face.ask.bind(alice.face) as (...words: unknown[]) => Promise<unknown>;
    await expect(ask(7, 't', 'x')).rejects.toThrow(new TypeError('ask: peer must be a text'));
    await expect(ask('bob', 7, 'x')).rejects.toThrow(new TypeError('ask: topic must be a text'));
    await expect(ask('bob', 't', 7)).rejects.toThrow(/^ask: the content must be a text or bytes$/);
    for (const timeoutMs of [0, 0.5, limits.letterTimeoutMs + 1]) {
      await expect(ask('bob', 't', 'x', { timeoutMs })).rejects.toThrow(
        new RangeError(`ask: timeoutMs must be 1 to ${limits.letterTimeoutMs}`),
      );
    }
  });
});

describe('a text that came as a letter', () => {
  it('has its way, and its topic if it has one', () => {
    const feed = new ReceivedFeed();
    const received = new Recording(feed.received$);
    const weather = new Recording(feed.under('weather'));
    const body = new Body(new Uint8Array([1, 2, 3]), 1);
    const life = { instance: { boot: 1, nonce: 2 }, re: 0, body };
    const text: LetterTaken = {
      ...life,
      from: ALICE,
      sequence: 4,
      purpose: 'text',
      topic: '',
      hops: 2,
      path: [BOBS_ID],
    };
    const letters: readonly LetterTaken[] = [
      text,
      { ...text, purpose: 'ask', topic: 'weather' },
      { ...text, sequence: 5, topic: 'weather', hops: 1, path: [] },
    ];
    feed.hear({ type: 'report', event: 'mail', letters });
    const came = { from: ALICE, content: new Uint8Array([2, 3]) };
    const [first, second] = [4, 5].map((sequence) => `${ALICE}/1-2/${sequence}`);
    const under = { ...came, messageId: second, kind: 'topic', topic: 'weather', hops: 1 };
    expect(received.events).toEqual([
      { ...came, messageId: first, kind: 'relayed', hops: 2, path: [BOBS_ID] },
      under,
    ]);
    expect(weather.events).toEqual([under]);
  });
});

async function linkedPair() {
  const { clock, alice, bob } = consolePair();
  const soon = <T>(promise: Promise<T>): Promise<T> => {
    clock.run(clock.now() + 3 * SECOND);
    return promise;
  };
  await soon(alice.face.connect(BOB));
  return { soon, alice, bob };
}
