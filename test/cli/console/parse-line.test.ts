import { describe, expect, it } from 'vitest';
import { helpLines } from '../../../src/cli/console/console-commands.ts';
import { type Order, parseLine } from '../../../src/cli/console/parse-line.ts';

describe('a line of the console', () => {
  it.each([
    ['connect 9002', { command: 'connect', peer: '9002' }],
    ['  connect   [::1]:9002  ', { command: 'connect', peer: '[::1]:9002' }],
    ['disconnect @k3fq7a2m', { command: 'disconnect', peer: '@k3fq7a2m' }],
    ['peers', { command: 'peers' }],
    ['lp ', { command: 'lp' }],
    ['status', { command: 'status' }],
    ['why bob', { command: 'why', peer: 'bob' }],
    ['ban bob', { command: 'ban', peer: 'bob' }],
    ['unban bob', { command: 'unban', peer: 'bob' }],
    ['ignore bob', { command: 'ignore', peer: 'bob' }],
    ['unignore bob', { command: 'unignore', peer: 'bob' }],
    ['trace', { command: 'trace' }],
    ['exit', { command: 'quit' }],
    ['mark before the storm', { command: 'mark', text: 'before the storm' }],
    ['quit', { command: 'quit' }],
    ['announce', { command: 'announce' }],
    ['view', { command: 'view' }],
    ['topology', { command: 'topology' }],
    ['route  bob', { command: 'route', peer: 'bob' }],
    ['scan', { command: 'scan', range: '' }],
    ['scan 9001-9020', { command: 'scan', range: '9001-9020' }],
  ])('"%s" asks the node (S4-25)', (line, words) => {
    expect(parseLine(line)).toEqual({ command: words.command, words });
  });

  it.each([
    ['send bob hi there', 'hi there'],
    ['send  bob   two spaces before, one after ', '  two spaces before, one after '],
    ['send bob {"not":"json"}', '{"not":"json"}'],
    ['send bob ', ''],
    ['send bob \u{1f600}', '\u{1f600}'],
    ['send bob quit', 'quit'],
    ['send bob /quit', '/quit'],
    ['send bob send carol hi', 'send carol hi'],
  ])('"%s" sends the text just as it stands there', (line, text) => {
    expect(sentIn(line)).toEqual({ peer: 'bob', text });
  });

  it('sends to all what stands behind "broadcast", with its spaces', () => {
    const order = parseLine('broadcast  hi  there ');
    expect(order).toMatchObject({ words: { command: 'broadcast' } });
    expect(textIn(order)).toBe(' hi  there ');
  });

  it('asks and publishes under a topic, with all that stands behind it', () => {
    const ask = parseLine('ask  bob  weather  how is\tit? ');
    expect(ask).toMatchObject({ words: { command: 'ask', peer: 'bob', topic: 'weather' } });
    expect(textIn(ask)).toBe(' how is\tit? ');
    const publish = parseLine('publish weather quit');
    expect(publish).toMatchObject({
      command: 'publish',
      words: { command: 'broadcast', topic: 'weather' },
    });
    expect(textIn(publish)).toBe('quit');
    expect(parseLine('broadcast weather')).toMatchObject({ words: { topic: '' } });
  });

  it.each(['help', '?', '', '   '])('"%s" asks for help (S2-06, S2-07)', (line) => {
    expect(parseLine(line)).toEqual({ command: 'help', result: helpLines });
  });

  it.each([
    'send',
    'send bob',
    'connect',
    'connect a b',
    'peers all',
    'mark',
    'mark  ',
    'help me',
    'broadcast',
    'publish',
    'publish weather',
    'ask bob',
    'ask bob weather',
    'route',
    'route a b',
    'scan 1 2',
  ])('"%s" is told how it is used (S2-16)', (line) => {
    const [word] = line.split(' ');
    const { usage, help } = helpLines.find(({ command }) => command === word)!;
    expect(parseLine(line)).toEqual({
      command: word,
      error: { code: 'usage', text: `usage: ${usage}`, hint: help },
    });
  });

  it('that is no command is told so (S2-26)', () => {
    expect(parseLine('relay race')).toEqual({
      command: 'relay',
      error: {
        code: 'unknown-command',
        text: 'there is no such command',
        hint: '"help" lists the commands',
      },
    });
  });
});

describe('a mistyped command', () => {
  it.each([
    ['peesr', 'peers'],
    ['conect', 'connect'],
    ['snd', 'send'],
    ['statsu', 'status'],
    ['quitt', 'quit'],
  ])('"%s" is asked whether it was meant to be "%s"', (line, meant) => {
    expect(parseLine(line)).toMatchObject({ error: { hint: `did you mean "${meant}"?` } });
  });
});

describe('an object of the console', () => {
  it('asks as a line does, with an id of its own', () => {
    expect(parseLine('{"id":7,"command":"connect","args":["9002"]}')).toEqual({
      id: 7,
      command: 'connect',
      words: { command: 'connect', peer: '9002' },
    });
    expect(parseLine(' {"command":"peers"}')).toEqual({
      command: 'peers',
      words: { command: 'peers' },
    });
  });

  it('may give a number where a lab id is meant', () => {
    expect(parseLine('{"command":"connect","args":[2]}')).toMatchObject({ words: { peer: '2' } });
  });

  it('cannot bring in half a character', () => {
    const line = '{"command":"connect","args":["a\\ud800b \\ud83d\\ude00"]}';
    expect(parseLine(line)).toMatchObject({ words: { peer: 'a\ufffdb \u{1f600}' } });
  });

  it('has no id that an answer could not give back', () => {
    expect(parseLine('{"id":1e999,"command":"help"}')).not.toHaveProperty('id');
  });

  it('publishes to everybody only under a topic that is one', () => {
    const line = '{"command":"publish","args":[" ","hi"]}';
    expect(parseLine(line)).toMatchObject({ command: 'publish', error: { code: 'usage' } });
  });

  it('sends line breaks too', () => {
    const line = JSON.stringify({ command: 'send', args: ['bob', 'one\ntwo'] });
    expect(sentIn(line)).toEqual({ peer: 'bob', text: 'one\ntwo' });
  });

  it.each([
    ['{"command":', {}, ''],
    ['{}', {}, ''],
    ['{"id":"x","command":5}', { id: 'x' }, ''],
    ['{"id":1,"command":"send","args":"bob hi"}', { id: 1 }, 'send'],
    ['{"id":1,"command":"send","args":["bob",["hi"]]}', { id: 1 }, 'send'],
    ['{"id":1,"command":"send","args":["bob","hi","there"]}', { id: 1 }, 'send'],
    ['{"id":{},"command":"peers","args":[1]}', {}, 'peers'],
  ])('that is malformed is answered: %s', (line, id, command) => {
    const answer = parseLine(line);
    expect(answer).toEqual({
      ...id,
      command,
      error: { code: 'usage', text: expect.any(String), hint: expect.stringMatching(/./) },
    });
  });
});

function sentIn(line: string): { peer: string; text: string } {
  const order = parseLine(line);
  if (!('words' in order) || order.words.command !== 'send') throw new Error('nothing is sent');
  return { peer: order.words.peer, text: textIn(order) };
}

function textIn(order: Order): string {
  if (!('words' in order) || !('body' in order.words)) throw new Error('nothing is sent');
  const { source, start, end } = order.words.body;
  return Buffer.from(source.subarray(start, end)).toString('utf8');
}
