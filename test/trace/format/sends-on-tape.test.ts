import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Body } from '../../../src/protocol/body.ts';
import { limits } from '../../../src/protocol/limits.ts';
import type { Command } from '../../../src/protocol/commands.ts';
import type { BodyPolicy } from '../../../src/trace/format/body-policy.ts';
import { BodySkimmer } from '../../../src/trace/format/body-skimmer.ts';
import { commands } from '../../../src/trace/format/commands-on-tape.ts';
import { isLeftOut } from '../../../src/trace/format/sends-on-tape.ts';
import { idOf } from '../../support/pure-config.ts';

const own = idOf('a');

const slab = Uint8Array.from({ length: 64 }, (_, index) => index);

function send(id: number, start: number, end: number, source = slab, peer = 'bob'): Command {
  return { id, command: 'send', peer, body: new Body(source, start, end) };
}

function onTape(list: readonly Command[], policy: BodyPolicy = 'text') {
  return commands.toTape(list, { skimmer: new BodySkimmer(policy, own), link: '' });
}

/** As values, wherever their bytes lie. */
function shown(list: readonly Command[]) {
  return list.map((command) =>
    command.command === 'send'
      ? {
          ...command,
          body: [...command.body.source.subarray(command.body.start, command.body.end)],
        }
      : command,
  );
}

describe('sends on a tape', () => {
  it('to one peer are one entry, and bodies that stand together one piece', () => {
    const list = [send(1, 0, 3), send(2, 3, 9), send(3, 20, 24), send(4, 24, 24)];
    expect(onTape(list)).toEqual([
      ['sends', 1, 'bob', [3, 6, 4, 0], [slab.subarray(0, 9), slab.subarray(20, 24)]],
    ]);
  });

  it('are entries of their own where the peer changes or a number is left out', () => {
    const list = [send(1, 0, 1), send(3, 1, 2), send(4, 2, 3, slab, 'carol')];
    expect(onTape(list)).toEqual([
      ['send', 1, 'bob', slab.subarray(0, 1)],
      ['send', 3, 'bob', slab.subarray(1, 2)],
      ['send', 4, 'carol', slab.subarray(2, 3)],
    ]);
  });

  it('whose bodies are left out keep their lengths', () => {
    const tape = onTape([send(1, 0, 3), send(2, 3, 9)], 'none');
    expect(tape).toEqual([['sends', 1, 'bob', [3, 6], [9]]]);
    const bodies = commands.fromTape(tape).map((one) => (one as { body: Body }).body);
    expect(bodies.map((body) => [body.length, isLeftOut(body)])).toEqual([
      [3, true],
      [6, true],
    ]);
  });

  it('that are too long for a tape keep their lengths beside others that are kept', () => {
    const long = new Uint8Array(limits.tapedTextBytesMax + 1);
    const list = [send(1, 0, 3), send(2, 0, long.length, long), send(3, 3, 4)];
    const pieces = [slab.subarray(0, 3), long.length, slab.subarray(3, 4)];
    expect(onTape(list)).toEqual([['sends', 1, 'bob', [3, long.length, 1], pieces]]);
    const kept = new Uint8Array(limits.tapedTextBytesMax);
    expect(onTape([send(1, 0, kept.length, kept)])).toEqual([['send', 1, 'bob', kept]]);
    expect(onTape([send(1, 0, long.length, long)])).toEqual([['send', 1, 'bob', long.length]]);
    expect(onTape([send(1, 0, long.length, long)], 'all')).toEqual([['send', 1, 'bob', long]]);
  });

  it.each([
    ['a piece too short', [[3, 6], [slab.subarray(0, 8)]]],
    ['a piece too long', [[3, 6], [slab.subarray(0, 10)]]],
    [
      'a piece too many',
      [
        [3, 6],
        [slab.subarray(0, 9), slab.subarray(0, 1)],
      ],
    ],
    [
      'a body across two pieces',
      [
        [3, 6],
        [slab.subarray(0, 4), slab.subarray(4, 9)],
      ],
    ],
    ['more than any input holds', [[4_194_304, 1], [4_194_305]]],
    ['more sends than any input holds', [Array.from({ length: 5_000 }, () => 0), [0]]],
    ['a length that is none', [[-1], [0]]],
  ])('are refused with %s', (_, [lengths, pieces]) => {
    const tape = [['sends', 1, 'bob', lengths ?? [], pieces ?? []]];
    expect(() => commands.fromTape(tape)).toThrow(/malformed|body|bytes|sends|count|more/);
  });

  it('law: come back as they were, however they are mixed', () => {
    const anyCommand = fc.oneof(
      fc.record({ start: fc.nat(40), length: fc.nat(20), peer: fc.constantFrom('bob', 'carol') }),
      fc.constant(null),
    );
    fc.assert(
      fc.property(fc.array(anyCommand), fc.boolean(), (list, skips) => {
        const given = list.map((one, index): Command => {
          const id = index + 1 + (skips ? index >> 2 : 0);
          if (one === null) return { id, command: 'status' };
          return send(id, one.start, one.start + one.length, slab, one.peer);
        });
        expect(shown(commands.fromTape(onTape(given)))).toEqual(shown(given));
      }),
    );
  });
});
