import { describe, expect, it } from 'vitest';
import { newestOnly } from '../../../../src/inspector/page/store/newest-only.ts';

interface Question {
  readonly wish: string;
  answer(text: string): void;
  fail(error: Error): void;
}

function line() {
  const questions: Question[] = [];
  const told: unknown[] = [];
  const asked = newestOnly<string, string>({
    ask: (wish) =>
      new Promise((answer, fail) => {
        questions.push({ wish, answer, fail });
      }),
    onAnswer: (answer, isNewest) => told.push([answer, isNewest]),
    onFail: (error) => told.push(error),
  });
  return { asked, questions, told };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('asking for the newest only', () => {
  it('has one question under way, and then asks for what was wished last', async () => {
    const { asked, questions, told } = line();
    for (const wish of ['1', '2', '3']) asked.want(wish);
    expect(questions.map(({ wish }) => wish)).toEqual(['1']);
    questions[0]!.answer('one');
    await settled();
    expect(questions.map(({ wish }) => wish)).toEqual(['1', '3']);
    questions[1]!.answer('three');
    await settled();
    expect(told).toEqual([
      ['one', false],
      ['three', true],
    ]);
  });

  it('keeps a failure to itself when something newer is wished for', async () => {
    const { asked, questions, told } = line();
    asked.want('1');
    asked.want('2');
    questions[0]!.fail(new Error('gone'));
    await settled();
    questions[1]!.fail(new Error('gone too'));
    await settled();
    expect(told).toEqual([new Error('gone too')]);
  });

  it('asks again after it has failed', async () => {
    const { asked, questions, told } = line();
    asked.want('1');
    questions[0]!.fail(new Error('gone'));
    await settled();
    asked.want('1');
    questions[1]!.answer('one');
    await settled();
    expect(told).toEqual([new Error('gone'), ['one', true]]);
  });

  it('says and asks nothing any more once it is closed', async () => {
    const { asked, questions, told } = line();
    asked.want('1');
    asked.want('2');
    asked.close();
    questions[0]!.answer('one');
    await settled();
    asked.want('3');
    expect([told, questions.length]).toEqual([[], 1]);
  });
});
