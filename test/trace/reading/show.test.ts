import { describe, expect, it } from 'vitest';
import { show } from '../../../src/trace/reading/show.ts';
import type { ShowOptions } from '../../../src/trace/reading/show.ts';
import type { TapedEffect, TapedStep } from '../../../src/trace/format/steps-on-tape.ts';
import { Body } from '../../../src/protocol/body.ts';
import type { Command } from '../../../src/protocol/commands.ts';
import { whatThereIs } from '../../../src/trace/reading/what-there-is.ts';
import type { BodyPolicy } from '../../../src/trace/format/body-policy.ts';
import { MemoryTapeStore } from '../../../src/trace/store/memory-tape-store.ts';
import { encodeFrames } from '../../../src/codec/encode-frames.ts';
import type { Scene } from '../../support/any-tape.ts';
import { quietTurns, segmentsOf, smallSizes, tapeOf } from '../../support/tapes.ts';

function shownEffects(...effects: readonly TapedEffect[]): string[] {
  const step = { actor: 'node/o1', event: 'e', state: 's', guard: null, changes: [], effects };
  const { store } = tapeOf([
    (turn, at) => [
      { kind: 'input', turn, input: { type: 'timer.fired', timer: 'node#tick', at } },
      { kind: 'steps', turn, steps: [step] },
    ],
  ]);
  return [...show(store, { actor: 'node/o1' })]
    .filter(({ event }) => event === 'effect')
    .map((line) => JSON.stringify(line));
}

it('shows of an effect all its fields by their names', () => {
  const fields = [
    ['timer', 't'],
    ['due', 500],
    ['texts', [9]],
  ] as const;
  expect(shownEffects({ type: 'timer.start', fields })).toEqual([
    '{"event":"effect","turn":1,"actor":"node/o1","type":"timer.start","timer":"t","due":500,"texts":{"digest":9},"at":1,"us":1000}',
  ]);
});

it('keeps the names of the line itself for the line', () => {
  const delivered = [
    ['event', 'delivered'],
    ['tookUs', 7],
    ['turn', 99],
    ['at', 99],
  ] as const;
  expect(shownEffects({ type: 'report', fields: delivered })).toEqual([
    '{"event":"effect","turn":1,"actor":"node/o1","type":"report","on":"delivered","tookUs":7,"at":1,"us":1000}',
  ]);
});

describe('commands', () => {
  const commands: readonly Command[] = [
    { id: 1, command: 'connect', peer: '9001' },
    { id: 2, command: 'send', peer: 'bob', body: new Body(Buffer.from('hi')) },
    { id: 3, command: 'send', peer: 'bob', body: new Body(Buffer.from([0xff])) },
    { id: 4, command: 'mark', text: 'done' },
    { id: 5, command: 'quit' },
    { id: 6, command: 'broadcast', topic: '', body: new Body(Buffer.from('all')) },
    { id: 7, command: 'broadcast', topic: 'news', body: new Body(Buffer.from('rain')) },
  ];

  it('are shown with their words', () => {
    expect(shownCommands('text')).toEqual([
      { id: 1, command: 'connect', peer: '9001' },
      { id: 2, command: 'send', peer: 'bob', text: 'hi' },
      { id: 3, command: 'send', peer: 'bob', bytes: '/w==' },
      { id: 4, command: 'mark', text: 'done' },
      { id: 5, command: 'quit' },
      { id: 6, command: 'broadcast', topic: '', text: 'all' },
      { id: 7, command: 'publish', topic: 'news', text: 'rain' },
    ]);
  });

  it('tell of a text that was left out how long it was', () => {
    expect(shownCommands('none')[1]).toEqual({ id: 2, command: 'send', peer: 'bob', length: 2 });
  });

  function shownCommands(bodies: BodyPolicy): readonly unknown[] {
    const { store } = tapeOf([commanded(commands)], { bodies });
    return [...show(store)].flatMap((line) => (line['commands'] ?? []) as readonly unknown[]);
  }
});

describe('what is asked for', () => {
  const text = encodeFrames([{ kind: 'text', sequence: 1, body: new Body(Buffer.from('hi')) }]);
  const send: Command = { id: 1, command: 'send', peer: 'bob', body: new Body(Buffer.from('yo')) };
  const { store } = tapeOf([
    (turn, at) => [
      {
        kind: 'input',
        turn,
        input: { type: 'link.opened', link: 'o1', address: 'a:1', at },
      },
      { kind: 'steps', turn, steps: [stepOf('node'), stepOf('node/o1')] },
    ],
    (turn, at) => [
      { kind: 'input', turn, input: { type: 'link.bytes', link: 'o1', chunks: [text], at } },
      { kind: 'steps', turn, steps: [stepOf('node/o1')] },
    ],
    commanded([send]),
  ]);

  it('finds an input by what was said or commanded in it', () => {
    expect(briefly({ event: 'text' })).toEqual(['2 input']);
    expect(briefly({ event: 'send' })).toEqual(['3 input']);
    expect(briefly({ event: 'e', from: 2 })).toEqual(['2 step']);
  });

  it('has the header only where nothing is filtered, or where it is asked for', () => {
    const header = '1 header';
    expect(briefly({})[0]).toBe(header);
    expect(briefly({ event: 'header' })).toEqual([header]);
    expect([{ actor: 'node' }, { event: 'step' }, { from: 2 }, { to: 2 }].map(briefly)).toEqual([
      ['1 step'],
      ['1 step', '1 step', '2 step'],
      ['2 input', '2 step', '3 input', '4 footer'],
      expect.not.arrayContaining([header]),
    ]);
  });

  it('never hides what is wrong with a tape', () => {
    const bytes = segmentsOf(store)['000001.tape']!;
    bytes[bytes.length - 1]! ^= 1;
    const damaged = MemoryTapeStore.of({ '000001.tape': bytes });
    expect([...show(damaged, { actor: 'nobody' })]).toMatchObject([{ event: 'damage' }]);
  });

  it('says what there is where nothing fits', () => {
    expect(whatThereIs(store, { actor: 'nix' })).toEqual({
      of: 'actors',
      names: ['node', 'node/o1'],
    });
    expect(whatThereIs(store, { event: 'nix', from: 3 })).toEqual({
      of: 'events',
      names: ['input', 'commands', 'send', 'footer'],
    });
    expect(whatThereIs(store, { event: 'nix', actor: 'node' })).toEqual({
      of: 'events',
      names: ['step', 'e'],
    });
    expect(whatThereIs(store, { from: 1_000 })).toEqual({ of: 'turns', first: 1, last: 3 });
  });

  function briefly(options: ShowOptions): string[] {
    return [...show(store, options)].map((line) => `${String(line['turn'])} ${line.event}`);
  }
});

function stepOf(actor: string): TapedStep {
  return { actor, event: 'e', state: 's', guard: null, changes: [], effects: [] };
}

function commanded(commands: readonly Command[]): Scene {
  return (turn, at) => [{ kind: 'input', turn, input: { type: 'commands', commands, at } }];
}

describe('a trace without its first segments', () => {
  const segments = segmentsOf(tapeOf(quietTurns(80), { sizes: smallSizes }).store);
  const store = MemoryTapeStore.of(segments);
  store.remove('000001.tape');

  it('says first from which turn on it goes, and only there', () => {
    const headers = [...show(store)].filter(({ event }) => event === 'header');
    const [first, ...others] = headers;
    expect(first).toMatchObject({ segment: 2, fromTurn: first!['turn'] });
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter((header) => 'fromTurn' in header)).toEqual([]);
    const [whole] = [...show(MemoryTapeStore.of(segments))];
    expect(whole).not.toHaveProperty('fromTurn');
  });

  it('says which turns there are, where one asks for those that are gone', () => {
    const [header] = [...show(store)];
    const there = { of: 'turns', first: header!['turn'], last: 80 };
    expect(whatThereIs(store, { to: 3 })).toEqual(there);
    expect(whatThereIs(store, { from: 90 })).toEqual(there);
  });
});

it('shows a gap at the first turn that was not recorded', () => {
  const gap: Scene = (turn, at) => [
    { kind: 'gap', fromTurn: turn, toTurn: turn + 4, at, code: 'trace-failed' },
  ];
  const { store } = tapeOf([...quietTurns(2), gap, ...quietTurns(1)]);
  const asked = { event: 'gap', from: 3, to: 3 };
  expect([...show(store, asked)]).toMatchObject([{ turn: 3, fromTurn: 3, toTurn: 7 }]);
  expect([...show(store, { event: 'gap', to: 2 })]).toEqual([]);
});
