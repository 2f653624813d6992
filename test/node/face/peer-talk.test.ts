import { describe, expect, it } from 'vitest';
import type { AskWords } from '../../../src/node/face/questions.ts';
import type { ReplyWords } from '../../../src/node/face/answerers.ts';
import type { Ask } from '../../../src/node/face/asks.ts';
import { PeerTalk } from '../../../src/node/face/peer-talk.ts';
import { errorOf } from '../../../src/node/telling/node-error.ts';
import type { Answered } from '../../../src/node/telling/node-event.ts';
import { Body } from '../../../src/protocol/body.ts';
import type { Answer, LetterTaken } from '../../../src/protocol/effects.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { VirtualClock } from '../../../src/sim/virtual-clock.ts';

const bob = 'b'.repeat(52);
const carol = 'c'.repeat(52);
const words: AskWords = { command: 'ask', peer: 'bob', topic: 't', body: bodyOf('?') };

describe('what is asked of a peer', () => {
  it('is answered with what came for it, and how long it took', () => {
    const { clock, talk } = talking();
    talk.began(words, 3);
    clock.run(2_500);
    talk.hear([answerTo(8, 'not this'), answerTo(9, 'rain'), answerTo(10, 'nor this')]);
    const { answer, body } = talk.completed(answered(3, 9), clock.now());
    expect(body).toEqual(bodyOf('rain'));
    const result = { from: bob, sequence: 9, hops: 2, path: [carol], body, tookUs: 2_500 };
    expect(answer).toEqual({ ...answered(3, 9), outcome: { ok: true, result } });
  });

  it('has failed where nothing came, and no answer comes twice', () => {
    const { talk } = talking();
    const lost = { ok: false, code: 'no-answer', text: '' };
    expect(talk.completed(answered(3, 9), 0).answer.outcome).toEqual(lost);
    talk.hear([answerTo(9, 'rain')]);
    expect(talk.completed(answered(3, 9), 0).answer.outcome.ok).toBe(true);
    expect(talk.completed(answered(4, 9), 0).answer.outcome).toEqual(lost);
  });

  it('is left as it is where it failed, and so is all that nobody was asked', () => {
    const { talk } = talking();
    const outcome = { ok: false, code: 'no-route', text: 'none' } as const;
    for (const command of ['ask', 'status']) {
      const answer: Answer = { type: 'answer', id: 3, command, outcome };
      expect(talk.completed(answer, 0)).toEqual({ answer, body: null });
    }
  });

  it('is kept for limits.asksMax answers that nobody has taken yet', () => {
    const { talk } = talking();
    for (let re = 1; re <= limits.asksMax + 1; re += 1) talk.hear([answerTo(re, 'x')]);
    expect(talk.completed(answered(1, 1), 0).answer.outcome.ok).toBe(false);
    expect(talk.completed(answered(2, 2), 0).answer.outcome.ok).toBe(true);
    talk.end();
    expect(talk.completed(answered(3, 3), 0).answer.outcome.ok).toBe(false);
  });

  it('is a promise of the answer, or of the reason why there is none', async () => {
    const { talk, given } = talking();
    const asked = talk.ask(words, null);
    const result = { from: bob, messageId: 'x', hops: 1, ms: 1.5, text: 'rain' };
    given[0]!.heard({ event: 'answer', command: 'ask', ok: true, result }, bodyOf('rain'));
    const content = new TextEncoder().encode('rain');
    expect(await asked).toEqual({ from: bob, content, hops: 1, path: [], ms: 1.5 });
    const failed = talk.ask(words, null);
    const error = { code: 'topic-busy', text: 'busy', hint: 'wait' };
    given[1]!.heard({ event: 'answer', command: 'ask', ok: false, error }, null);
    await expect(failed).rejects.toThrow(errorOf(error));
  });

  it('is waited for no longer than whoever asks wants to', async () => {
    const { clock, talk, given } = talking();
    const late = talk.ask(words, 50);
    const early = talk.ask(words, 50);
    const result = { from: bob, messageId: 'x', hops: 1, ms: 1.5 };
    const ok = { event: 'answer', command: 'ask', ok: true, result } as const;
    given[1]!.heard(ok, bodyOf(''));
    clock.run(50_000);
    given[0]!.heard(ok, bodyOf('rain'));
    await expect(late).rejects.toMatchObject({ code: 'no-answer' });
    expect((await early).content).toEqual(new Uint8Array(0));
    // Nothing is left to be waited for.
    expect(clock.step()).toBe(false);
  });
});

describe('an answer to a peer that cannot be sent', () => {
  it('is told to this node’s user, unless the node leaves', async () => {
    const { talk, given, complaints } = talking();
    talk.answerers.add('weather', () => 'rain');
    talk.hear([question(7, 'weather')]);
    while (given.length === 0) await Promise.resolve();
    expect(given[0]!.words).toMatchObject({ command: 'reply', peer: bob, re: 7, code: '' });
    given[0]!.heard(failed('not-running'), null);
    given[0]!.heard({ event: 'answer', command: 'reply', ok: true, result: {} }, null);
    expect(complaints).toEqual([]);
    given[0]!.heard(failed('outbox-full'), null);
    const why = 'the answer to @bbbbbbbb under "weather" is not sent: outbox-full';
    expect(complaints).toEqual([why]);
  });

  it('is nobody’s loss where nothing was answered', () => {
    const { talk, given, complaints } = talking();
    talk.hear([question(7, 'nobody')]);
    expect(given[0]!.words).toMatchObject({ command: 'reply', re: 7, code: 'no-such-topic' });
    given[0]!.heard(failed('outbox-full'), null);
    expect(complaints).toEqual([]);
  });
});

function failed(code: string): Answered {
  const error = { code, text: code, hint: '' };
  return { event: 'answer', command: 'reply', ok: false, error };
}

interface Given {
  readonly words: AskWords | ReplyWords;
  readonly heard: Ask['heard'];
}

function talking() {
  const clock = new VirtualClock();
  const given: Given[] = [];
  const complaints: string[] = [];
  const talk = new PeerTalk({
    clock,
    command: (said, { heard }) => void given.push({ words: said, heard }),
    complain: (text) => complaints.push(text),
  });
  return { clock, talk, given, complaints };
}

function answered(id: number, sequence: number): Answer {
  const result = { from: bob, sequence, hops: 2, path: [carol] };
  return { type: 'answer', id, command: 'ask', outcome: { ok: true, result } };
}

const way = { from: bob, instance: { boot: 1, nonce: 2 }, hops: 2, path: [carol] };

function answerTo(re: number, text: string): LetterTaken {
  return { ...way, purpose: 'answer', topic: 't', sequence: 100 + re, re, body: bodyOf(text) };
}

function question(sequence: number, topic: string): LetterTaken {
  return { ...way, purpose: 'ask', topic, sequence, re: 0, body: bodyOf('?') };
}

function bodyOf(text: string): Body {
  return new Body(new TextEncoder().encode(text));
}
