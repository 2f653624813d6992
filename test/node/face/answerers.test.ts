import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Answerers, type Content } from '../../../src/node/face/answerers.ts';
import { Body } from '../../../src/protocol/body.ts';
import type { LetterTaken } from '../../../src/protocol/effects.ts';
import { limits } from '../../../src/protocol/limits.ts';

const bob = 'b'.repeat(52);
const carol = 'c'.repeat(52);

describe('whoever answers to a topic', () => {
  it('is given what was asked, and what it gives is the answer', async () => {
    const { answerers, replies } = listening();
    const asked: unknown[] = [];
    answerers.add('weather', (question) => {
      asked.push(question);
      return 'rain';
    });
    answerers.add('bytes', () => Promise.resolve(new Uint8Array([1, 2])));
    answerers.hear(letter('weather', 7));
    answerers.hear(letter('bytes', 8));
    await setImmediate();
    const content = new TextEncoder().encode('how is it?');
    expect(asked).toEqual([{ from: bob, content, hops: 2, path: [carol] }]);
    expect(replies).toEqual(['7 weather: rain', '8 bytes: \u0001\u0002']);
  });

  it('has its bytes again once it has given them', async () => {
    const { answerers, replies } = listening();
    const bytes = new Uint8Array(10_000).fill(65);
    answerers.add('letters', () => bytes);
    answerers.hear(letter('letters', 1));
    await setImmediate();
    bytes.fill(66);
    expect(replies).toEqual([`1 letters: ${'A'.repeat(10_000)}`]);
  });

  it('may be nobody, and then that is the answer', () => {
    const { answerers, replies, complaints } = listening();
    const leave = answerers.add('weather', () => 'rain');
    leave();
    leave();
    answerers.hear(letter('weather', 7));
    expect([replies, complaints]).toEqual([['7 no-such-topic'], []]);
  });

  it('is one for each topic, and goes by itself alone', async () => {
    const { answerers, replies } = listening();
    const leave = answerers.add('weather', () => 'rain');
    expect(() => answerers.add('weather', () => 'sun')).toThrow(
      new RangeError('"weather" is answered to already'),
    );
    leave();
    answerers.add('weather', () => 'sun');
    leave();
    answerers.hear(letter('weather', 7));
    await setImmediate();
    expect(replies).toEqual(['7 weather: sun']);
  });

  it.each([
    ['throws', () => throwing('no\nidea'), 'no'],
    ['throws what is no error', () => throwing(7), '7'],
    ['fails later', () => Promise.reject(new Error('no idea')), 'no idea'],
    ['gives nothing', () => undefined, 'what answers gave neither a text nor bytes'],
    [
      'gives too much',
      () => '\u00e4'.repeat(limits.bodyBytesMax / 2 + 1),
      `an answer has at most ${limits.bodyBytesMax} bytes`,
    ],
  ])('that %s is complained of here, and not there', async (_, answer, why) => {
    const { answerers, replies, complaints } = listening();
    answerers.add('weather', answer as () => Content);
    answerers.hear(letter('weather', 7));
    await setImmediate();
    expect(replies).toEqual(['7 answer-failed']);
    expect(complaints).toEqual([`nothing was answered to "weather": ${why}`]);
  });

  it('is asked limits.asksPerTopicMax things at once', async () => {
    const { answerers, replies } = listening();
    const open: (() => void)[] = [];
    answerers.add('slow', () => new Promise((resolve) => open.push(() => resolve('done'))));
    answerers.add('quick', () => 'done');
    for (let n = 1; n <= limits.asksPerTopicMax; n += 1) answerers.hear(letter('slow', n));
    expect(replies).toEqual([]);
    answerers.hear(letter('slow', 1_001));
    answerers.hear(letter('quick', 1_002));
    await setImmediate();
    expect(replies).toEqual(['1001 topic-busy', '1002 quick: done']);
    open[0]!();
    await setImmediate();
    answerers.hear(letter('slow', 1_003));
    expect(replies.slice(2)).toEqual(['1 slow: done']);
    expect(open).toHaveLength(limits.asksPerTopicMax + 1);
  });

  it('has its share of the limits.asksMax things that all are asked', () => {
    const { answerers, replies } = listening();
    const topics = limits.asksMax / limits.asksPerTopicMax;
    for (let topic = 0; topic <= topics; topic += 1) {
      answerers.add(`${topic}`, () => new Promise(() => {}));
    }
    for (let n = 0; n < limits.asksMax; n += 1) answerers.hear(letter(`${n % topics}`, n));
    expect(replies).toEqual([]);
    answerers.hear(letter(`${topics}`, limits.asksMax));
    expect(replies).toEqual([`${limits.asksMax} topic-busy`]);
  });
});

function listening() {
  const replies: string[] = [];
  const complaints: string[] = [];
  const answerers = new Answerers({
    reply: ({ peer, re, topic, code, body }) => {
      expect(peer).toBe(bob);
      const text = Buffer.from(body.source.subarray(body.start, body.end)).toString('utf8');
      replies.push(code === '' ? `${re} ${topic}: ${text}` : `${re} ${code}${text}`);
    },
    complain: (text) => complaints.push(text),
  });
  return { answerers, replies, complaints };
}

function letter(topic: string, sequence: number): LetterTaken {
  const body = new Body(new TextEncoder().encode('how is it?'));
  const way = { from: bob, instance: { boot: 1, nonce: 2 }, hops: 2, path: [carol] };
  return { ...way, purpose: 'ask', topic, sequence, re: 0, body };
}

function throwing(what: unknown): never {
  if (typeof what === 'string') throw new Error(what);
  throw what;
}
