import { describe, expect, it } from 'vitest';
import { verdictInWords } from '../../../src/cli/words/verdict-in-words.ts';
import type { Verdict } from '../../../src/trace/replay/verdict.ts';

const same: Verdict = {
  verdict: 'same',
  turns: 12,
  steps: 30,
  effects: 1,
  checkpoints: 2,
  codeDiffers: false,
  gaps: [],
};
const extent = '(12 turns, 30 steps, 1 effect, 2 checkpoints)';

describe('a verdict in words', () => {
  it('is one line if all is well', () => {
    expect(verdictInWords(same)).toEqual([`same: the code does what the tape says ${extent}`]);
  });

  it('tells the first difference, and which side is which', () => {
    const difference = {
      turn: 3,
      actor: 'node/o1',
      event: 'hello',
      what: 'state',
      path: 'state',
      tape: 'greeting',
      code: 'closed',
      guard: 'is of another network',
    } as const;
    const verdict = { ...same, verdict: 'different', codeDiffers: true, difference } as const;
    expect(verdictInWords(verdict)).toEqual([
      'The code has changed since this was recorded.',
      'The code does not do what the tape says, first in turn 3: node/o1 on hello (guard: is of another network).',
      '  state: state',
      '  the tape says: "greeting"',
      '  the code does: "closed"',
      `different: the code does something else ${extent}`,
    ]);
  });

  it('tells a tape that just ends from one that was cut', () => {
    const ends = { ...same, verdict: 'torn', torn: { segment: 1, offset: 90, bytes: 0 } } as const;
    expect(verdictInWords(ends)).toEqual([
      'The tape ends without a word that the run ended.',
      `torn: the code does what the tape says, as far as it goes ${extent}`,
    ]);
  });

  it('names damage that costs no turn', () => {
    const gap = {
      segment: 1,
      offset: 16,
      bytes: 304,
      fromTurn: 1,
      toTurn: 0,
      code: 'bad-checksum',
    };
    expect(verdictInWords({ ...same, verdict: 'damaged', gaps: [gap] })[0]).toBe(
      'Damaged, with no turn missing (bad-checksum; segment 1, offset 16, 304 bytes).',
    );
  });

  it('names what is missing', () => {
    const gap = { segment: 1, offset: 900, bytes: 64, fromTurn: 5, code: 'bad-checksum' };
    const gaps = [
      { ...gap, toTurn: 9 },
      { ...gap, toTurn: null },
    ];
    expect(verdictInWords({ ...same, verdict: 'damaged', gaps })).toEqual([
      'Missing: turn 5 to turn 9 (bad-checksum; segment 1, offset 900, 64 bytes).',
      'Missing: turn 5 to the end (bad-checksum; segment 1, offset 900, 64 bytes).',
      `damaged: the code does what the tape says, where it can be read ${extent}`,
    ]);
    const torn = { segment: 2, offset: 10, bytes: 7 };
    expect(verdictInWords({ ...same, verdict: 'torn', torn })).toEqual([
      'Torn: the last 7 bytes of segment 2 were not written whole.',
      `torn: the code does what the tape says, as far as it goes ${extent}`,
    ]);
  });

  it('tells where a tape begins, and what was never recorded', () => {
    const gap = {
      segment: 2,
      offset: 90,
      bytes: 0,
      fromTurn: 60,
      toTurn: 69,
      code: 'trace-failed',
    };
    expect(verdictInWords({ ...same, fromTurn: 41, gaps: [gap] })).toEqual([
      'The tape begins with turn 41.',
      'Not recorded: turn 60 to turn 69.',
      `same: the code does what the tape says ${extent}`,
    ]);
  });

  it('says why there is nothing to be run', () => {
    const nothing = { ...same, verdict: 'unreadable', text: 'no trace is here' } as const;
    expect(verdictInWords(nothing)).toEqual(['unreadable: this is no trace: no trace is here']);
  });
});
