import { describe, expect, it } from 'vitest';
import { Body } from '../../../src/protocol/body.ts';
import type { Command } from '../../../src/protocol/commands.ts';
import type { Input } from '../../../src/protocol/inputs.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { BodySkimmer } from '../../../src/trace/format/body-skimmer.ts';
import { Fields } from '../../../src/trace/format/fields.ts';
import { inputFromTape, inputToTape } from '../../../src/trace/format/input-on-tape.ts';
import type { Plain } from '../../../src/trace/format/plain.ts';
import { unpackPlain } from '../../../src/trace/format/unpack-plain.ts';
import { packed } from '../../support/packed.ts';
import { idOf } from '../../support/pure-config.ts';

const own = idOf('a');

const malformed = expect.objectContaining({ name: 'TapeError', code: 'malformed' });

function toTape(input: Input, policy: 'none' | 'text' | 'all' = 'all'): Plain[] {
  return inputToTape(1, input, new BodySkimmer(policy, own));
}

function fromTape(fields: readonly Plain[]): Input {
  return inputFromTape(new Fields(fields));
}

function thereAndBack(input: Input): Input {
  const bytes = packed(toTape(input).slice(1));
  return inputFromTape(new Fields(unpackPlain(bytes, 0, bytes.length)));
}

function bytesOf(length: number): Input {
  return { type: 'link.bytes', link: 'o1', chunks: [new Uint8Array(length)], at: 5 };
}

function sends(count: number, bodyBytes: number): Input {
  const body = new Body(new Uint8Array(bodyBytes));
  const command: Command = { id: 1, command: 'send', peer: '2', body };
  return { type: 'commands', commands: Array.from({ length: count }, () => command), at: 5 };
}

describe('an input', () => {
  it('holds limits.inputBytesMax bytes of a link, on the way to a tape and back', () => {
    const most = bytesOf(limits.inputBytesMax);
    expect(thereAndBack(most)).toEqual(most);
    expect(() => toTape(bytesOf(limits.inputBytesMax + 1))).toThrow('over inputBytesMax');
    const claim = [5, 7, 'o1', [[limits.inputBytesMax], [1]]];
    expect(() => fromTape(claim)).toThrow(malformed);
    expect(() => fromTape([5, 7, 'o1', [[Number.MAX_SAFE_INTEGER]]])).toThrow(malformed);
  });

  it('holds limits.commandsPerInputMax commands', () => {
    const most = sends(limits.commandsPerInputMax, 0);
    expect(thereAndBack(most)).toEqual(most);
    const over = sends(limits.commandsPerInputMax + 1, 0);
    expect(() => toTape(over)).toThrow('commandsPerInputMax');
    const list = Array.from({ length: limits.commandsPerInputMax + 1 }, () => ['quit', 1]);
    expect(() => fromTape([5, 14, list])).toThrow(malformed);
  });

  it('holds limits.commandBytesPerInputMax bytes of texts, taped or left out', () => {
    const half = limits.commandBytesPerInputMax / 2;
    expect(fromTape(toTape(sends(2, half), 'none').slice(1))).toMatchObject({
      commands: [{ body: { length: half } }, { body: { length: half } }],
    });
    expect(() => toTape(sends(2, half + 1))).toThrow('commandBytesPerInputMax');
    const send = ['send', 1, '2', half + 1];
    expect(() => fromTape([5, 14, [send, send]])).toThrow(malformed);
    expect(() => fromTape([5, 14, [['send', 1, '2', 2 ** 50]]])).toThrow(malformed);
  });

  it('gets zeros for a text that was left out', () => {
    const body = new Body(Buffer.from('xhix'), 1, 3);
    const input: Input = {
      type: 'commands',
      commands: [{ id: 7, command: 'send', peer: '2', body }],
      at: 5,
    };
    const tape = toTape(input, 'none');
    expect(tape).toEqual([1, 5, 14, [['send', 7, '2', 2]]]);
    const back = fromTape(tape.slice(1));
    const [command] = back.type === 'commands' ? back.commands : [];
    const text = command?.command === 'send' ? command.body : null;
    expect([...text!.source.subarray(text!.start, text!.end)]).toEqual([0, 0]);
  });

  it('leaves out what is said to all as it does what is said to one', () => {
    const body = new Body(Uint8Array.of(104, 105));
    const input: Input = {
      type: 'commands',
      commands: [
        { id: 7, command: 'broadcast', topic: 'news', body },
        { id: 8, command: 'scan', range: '9000-9010' },
        { id: 9, command: 'topology' },
      ],
      at: 5,
    };
    const others = [
      ['scan', 8, '9000-9010'],
      ['topology', 9],
    ];
    expect(toTape(input, 'none')).toEqual([1, 5, 14, [['broadcast', 7, 'news', 2], ...others]]);
    expect(toTape(input, 'text')).toEqual([
      1,
      5,
      14,
      [['broadcast', 7, 'news', body.source], ...others],
    ]);
    expect(thereAndBack(input)).toEqual(input);
  });

  it('leaves out what is asked and replied in the same way', () => {
    const body = new Body(Uint8Array.of(104, 105));
    const [peer, topic] = [idOf('c'), 'weather'];
    const input: Input = {
      type: 'commands',
      commands: [
        { id: 7, command: 'ask', peer: '@c', topic, body },
        { id: 8, command: 'reply', peer, re: 3, topic, code: '', body },
        { id: 9, command: 'route', peer: '@c' },
      ],
      at: 5,
    };
    const entries = (content: Plain) => [
      ['ask', 7, '@c', topic, content],
      ['reply', 8, peer, 3, topic, '', content],
      ['route', 9, '@c'],
    ];
    expect(toTape(input, 'none')).toEqual([1, 5, 14, entries(2)]);
    expect(toTape(input, 'text')).toEqual([1, 5, 14, entries(body.source)]);
    expect(thereAndBack(input)).toEqual(input);
  });

  it('can be what came of seals, and who was heard on the local network', () => {
    const batch = 3;
    const [key, signature] = [new Uint8Array(44).fill(1), new Uint8Array(64).fill(2)];
    const inputs: Input[] = [
      { type: 'seals.made', of: 'casts', batch, key, signatures: [signature, signature], at: 5 },
      { type: 'seals.judged', of: 'mail', batch, sound: [true, false], at: 6 },
      { type: 'lan.heard', id: 'a'.repeat(52), address: '127.0.0.1:7000', at: 7 },
    ];
    expect(inputs.map((input) => toTape(input))).toEqual([
      [1, 5, 17, 3, key, [signature, signature], 'casts'],
      [1, 6, 18, 3, [true, false], 'mail'],
      [1, 7, 19, 'a'.repeat(52), '127.0.0.1:7000'],
    ]);
    expect(inputs.map(thereAndBack)).toEqual(inputs);
  });

  it('is malformed if its type, a field or a word is unknown', () => {
    const strange: Plain[][] = [
      [5, 99],
      [5, 12],
      [5, 12, 7],
      [5, 11, 'o1', 'vanished'],
      [5, 11, 'o1', 'toString'],
      [5, 14, [['toString', 1]]],
      [-1, 12, 'x'],
      [5, 7, 'o1', [['text']]],
      [5, 7, 'o1', [[-1]]],
      [5, 14, [['broadcast', 1]]],
      [5, 17, 1, 'key', []],
      [5, 17, 1, new Uint8Array(44), ['signature']],
      [5, 18, 1, [1]],
      [5, 19, 'id'],
    ];
    for (const fields of strange) expect(() => fromTape(fields)).toThrow(malformed);
  });

  it('may have fields behind the known ones, for later versions', () => {
    expect(fromTape([5, 12, 'node#tick', 'new'])).toEqual({
      type: 'timer.fired',
      timer: 'node#tick',
      at: 5,
    });
  });
});
