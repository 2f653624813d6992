import { expect, it } from 'vitest';
import { tapeLineInWords } from '../../src/cli/tape-line-in-words.ts';

const stamp = { at: 1_000, us: 1_500_000, turn: 12 };
const step = { event: 'step', ...stamp, actor: 'node/o1', on: 'hello', changes: { probes: 1 } };

it.each([
  [
    {
      event: 'input',
      ...stamp,
      offset: 9,
      type: 'link.bytes',
      actor: 'node/o1',
      bytes: 3,
      frames: ['ping'],
    },
    'input       node/o1  link.bytes  bytes=3 frames=["ping"]',
  ],
  [
    { ...step, from: 'greeting', to: 'closed', guard: 'is late' },
    'step        node/o1  hello:  greeting → closed  (is late)  probes=1',
  ],
  [{ ...step, from: 'closed', to: 'closed' }, 'step        node/o1  hello:  closed  probes=1'],
  [{ ...step, from: null, to: 'dialling', changes: {} }, 'step        node/o1  hello:  → dialling'],
  [
    { event: 'effect', ...stamp, actor: 'node', type: 'timer.start', timer: 't', due: 5 },
    'effect      node  timer.start  timer=t due=5',
  ],
  [{ event: 'mark', ...stamp, text: 'a\u001bb' }, 'mark        text=a␛b'],
])('tells a line of a tape: %j', (line, words) => {
  expect(tapeLineInWords(line)).toEqual([`    1.500000 s      12  ${words}`]);
});
