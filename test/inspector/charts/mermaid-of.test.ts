import { describe, expect, it } from 'vitest';
import { createMachine } from 'xstate';
import { chartOf } from '../../../src/inspector/charts/chart-of.ts';
import { mermaidOf } from '../../../src/inspector/charts/mermaid-of.ts';
import { machines } from '../../../src/node/running/machines.ts';
import { anyKindOfMachine } from '../../support/any-kind-of-machine.ts';

describe('a machine for Mermaid', () => {
  it('has regions, histories, ends, and notes for what is taken without being left', () => {
    expect(mermaidOf(chartOf(anyKindOfMachine)).map((line) => line.slice(4))).toEqual([
      'eDiagram-v2',
      '%% every',
      '[*] --> every_first',
      'every_first: first',
      'every_first: after longer',
      'every_first: split → left.two',
      'every_first: split → right.two',
      'every_both: both',
      'state every_both {',
      '    every_both_left: left',
      '    state every_both_left {',
      '        [*] --> every_both_left_one',
      '        every_both_left_one: one',
      '        every_both_left_two: two',
      '        every_both_left_one --> every_both_left_two: go',
      '        every_both_left_two --> [*]',
      '    }',
      '    --',
      '    every_both_right: right',
      '    state every_both_right {',
      '        [*] --> every_both_right_one',
      '        every_both_right_one: one',
      '        every_both_right_two: two',
      '        every_both_right_two: away → first',
      '        every_both_right_past: H',
      '        every_both_right_long_past: H*',
      '        every_both_right_one --> every_both_right_two: go [is (1)]',
      '    }',
      '    note right of every_both_right',
      '        back → past',
      '        far back → long past',
      '    end note',
      '}',
      'every_last: last',
      'every_first --> every_both: [is late], after 100 ms, after longer [may]',
      'every_first --> every_first: again',
      'every_both --> every_last: done',
      'every_last --> [*]',
      'note right of every_first',
      '    anywhere',
      '    *',
      '    be off → last',
      'end note',
    ]);
  });

  it('opens and closes every block, and has a name for each state once', () => {
    for (const machine of Object.values(machines)) {
      const lines = mermaidOf(chartOf(machine)).map((line) => line.trim());
      const opened = lines.filter((line) => line.endsWith('{')).length;
      expect(lines.filter((line) => line === '}').length).toBe(opened);
      const notes = lines.filter((line) => line.startsWith('note ')).length;
      expect(lines.filter((line) => line === 'end note').length).toBe(notes);
    }
  });

  it('keeps signs that Mermaid would take for its own out of words', () => {
    const machine = createMachine({
      id: 'odd',
      initial: 'a: b',
      states: { 'a: b': { on: { 'x;y#z': 'c' } }, c: {} },
    });
    expect(mermaidOf(chartOf(machine)).map((line) => line.trim())).toEqual([
      'stateDiagram-v2',
      '%% odd',
      '[*] --> odd_a__b',
      'odd_a__b: a  b',
      'odd_c: c',
      'odd_a__b --> odd_c: x y z',
    ]);
  });
});
