import { describe, expect, it } from 'vitest';
import type { Head } from '../../../src/inspector/answers/head.ts';
import { cleaned, cleanPieces } from '../../../src/inspector/page/parts/clean-pieces.ts';
import {
  byteCount,
  count,
  counted,
  duration,
  runTime,
  shortPeer,
} from '../../../src/inspector/page/parts/formats.ts';
import { shortState } from '../../../src/inspector/page/parts/short-state.ts';
import { addressOf, positionIn } from '../../../src/inspector/page/store/address.ts';
import { inspectCommand } from '../../../src/inspector/page/store/command.ts';
import { tapeWords } from '../../../src/inspector/page/store/tape-words.ts';

describe('numbers as the page says them', () => {
  it('tells times of the run to the millisecond while that can be read', () => {
    expect([0, 12_034_400, 61_000_000, 3_723_000_000].map(runTime)).toEqual([
      '0.000 s',
      '12.034 s',
      '1 min 01.000 s',
      '1 h 02 min 03 s',
    ]);
  });

  it('never says sixty seconds', () => {
    expect([59_999_900, 119_999_900].map(runTime)).toEqual(['1 min 00.000 s', '2 min 00.000 s']);
  });

  it('tells how long something takes in a unit that fits', () => {
    expect([850, 12_000, 3_200_000, 120e6, 7_200e6].map(duration)).toEqual([
      '850 µs',
      '12 ms',
      '3.2 s',
      '2 min',
      '2 h',
    ]);
  });

  it('groups digits, counts things and bytes', () => {
    expect([count(1_234_567), counted(1, 'turn'), counted(2_000, 'turn')]).toEqual([
      '1,234,567',
      '1 turn',
      '2,000 turns',
    ]);
    expect([0, 999, 1_234, 999_600, 34_000_000].map(byteCount)).toEqual([
      '0 B',
      '999 B',
      '1.2 KB',
      '1 MB',
      '34 MB',
    ]);
  });

  it('shows as much of an id as tells it from others', () => {
    expect([shortPeer('55ms4gegqwerty'), shortPeer('')]).toEqual(['@55ms4geg', '']);
  });
});

describe('the states of an actor in a row', () => {
  it('say once what they are all inside of', () => {
    const states = [
      'running',
      'leaving.hanging up',
      'established.liveness.quiet + established.writability.open',
      'a.b.c + a.b.d',
      'a + b',
      '',
    ];
    expect(states.map(shortState)).toEqual([
      'running',
      'leaving: hanging up',
      'established: quiet + open',
      'a.b: c + d',
      'a + b',
      '',
    ]);
  });
});

describe('what others have written', () => {
  it('is shown with all signs that would do something as what they are', () => {
    expect(cleanPieces('a\u202Eb\n')).toEqual(['a', { code: 0x202e }, 'b', { code: 10 }]);
    expect(cleaned('a\u202Eb\n\u007f')).toBe('aU+202Eb␊␡');
  });

  it('is left as it is where it is only foreign', () => {
    expect(cleanPieces('يوسف 👩‍👧 <b>')).toEqual(['يوسف 👩‍👧 <b>']);
    expect(cleanPieces('')).toEqual([]);
  });
});

describe('the address of a moment', () => {
  it('says where somebody is, and nothing else', () => {
    const position = { turn: 120, actor: 'node/o1', step: 2, view: 'sequence' } as const;
    expect(addressOf(position)).toBe('#turn=120&actor=node/o1&step=2&view=sequence');
    expect(positionIn('#token=secret&turn=120&actor=node/o1&step=2&view=sequence')).toEqual(
      position,
    );
  });

  it('takes whatever does not make sense as not said', () => {
    const start = { turn: null, actor: 'node', step: null, view: 'chart' };
    for (const hash of ['', '#', '#turn=-1&step=x&view=none', '#turn=1e9', '#%%%'])
      expect(positionIn(hash)).toEqual(start);
  });
});

describe('the command that opens a moment', () => {
  it('can be pasted into a shell, whatever the folder is called', () => {
    expect(inspectCommand('/tapes/a-1', 7)).toBe('peertape inspect /tapes/a-1 --turn 7');
    expect(inspectCommand("/my 'best' $tapes", null)).toBe(
      String.raw`peertape inspect '/my '\''best'\'' $tapes'`,
    );
  });
});

describe('what the tape is doing', () => {
  const head: Head = {
    state: 'over',
    ending: null,
    firstTurn: 1,
    lastTurn: 12,
    turns: 12,
    firstUs: 0,
    lastUs: 1,
    bytesRead: 450,
    bytes: 1_000,
    forgotten: 0,
    faults: [],
    moreFaults: 0,
  };

  it('is said in a word, and how far while it is read', () => {
    expect(tapeWords({ ...head, state: 'reading' })).toEqual({
      tone: 'reading',
      word: 'reading',
      text: '45 %',
    });
    expect(tapeWords({ ...head, state: 'live' }).text).toBe('12 turns, 1 KB');
  });

  it('tells why it ended, unless it ended well', () => {
    const stopped = { how: 'stopped', text: 'The node stopped' } as const;
    const torn = { how: 'torn', text: 'The tape breaks off' } as const;
    expect(tapeWords({ ...head, ending: stopped })).toEqual({
      tone: 'good',
      word: 'stopped',
      text: '12 turns, 1 KB',
    });
    expect(tapeWords({ ...head, ending: torn })).toEqual({
      tone: 'warning',
      word: 'torn',
      text: 'The tape breaks off',
    });
  });
});
