import { expect, it } from 'vitest';
import { tapeLineInWords } from '../../../src/cli/words/tape-line-in-words.ts';

const stamp = { at: 1_000, us: 1_500_000, turn: 12 };
const config = { name: 'ann', port: 9_001, contacts: ['a:1'] };
const step = { event: 'step', ...stamp, actor: 'node/o1', on: 'hello', changes: { probes: 1 } };

it.each([
  [
    {
      event: 'input',
      ...stamp,
      offset: 9,
      type: 'link.bytes',
      actor: 'node/o1',
      link: 'o1',
      bytes: 3,
      frames: [
        { kind: 'hello', version: 1, name: 'b\u001b', instance: { boot: 1 }, nonce: 'AAAA' },
        { kind: 'welcome' },
        { kind: 'ping', token: 7 },
        { kind: 'fate', to: 'b', envelope: { origin: 'c', hopLimit: 4 }, code: 'found', next: '' },
        { kind: 'text', sequence: 3, text: 'hi\u202e\n' },
        { kind: 'text', sequence: 4, bytes: '/wD+' },
        { kind: 'text', sequence: 5, length: 9 },
        { kind: 'text', sequence: 6, text: `${'x'.repeat(63)}🙂` },
      ],
    },
    'input       node/o1  link.bytes  bytes=3  hello version=1 name=b␛, welcome, ping token=7, fate origin=c to=b code=found, ' +
      'text 3 "hi<U+202E>␊", text 4 <3 bytes that are not text>, ' +
      `text 5 <9 bytes that were left out>, text 6 "${'x'.repeat(63)}…"`,
  ],
  [
    {
      event: 'input',
      ...stamp,
      type: 'commands',
      actor: 'node',
      commands: [
        { id: 1, command: 'send', peer: 'bob', text: 'hi there' },
        { id: 2, command: 'send', peer: 'bob', length: 5 },
        { id: 3, command: 'connect', peer: '9001' },
        { id: 4, command: 'ask', peer: 'bob', topic: 'time', text: 'now?' },
        { id: 5, command: 'publish', topic: 'news', text: 'rain' },
        { id: 6, command: 'broadcast', topic: '', text: 'all' },
        { id: 7, command: 'quit' },
      ],
    },
    'input       node  commands  ' +
      'send bob "hi there", send bob <5 bytes that were left out>, connect 9001, ask bob time "now?", ' +
      'publish news "rain", broadcast "all", quit',
  ],
  [
    {
      event: 'input',
      ...stamp,
      type: 'link.bytes',
      actor: 'node/o1',
      frames: Array.from({ length: 70 }, () => ({ kind: 'ping', token: 7 })),
    },
    `input       node/o1  link.bytes  ${'ping token=7, '.repeat(8)}and 62 more`,
  ],
  [
    { event: 'header', ...stamp, code: 'c', machines: { node: 'd' }, seeds: {}, run: 'r', config },
    'header      run=r name=ann port=9001',
  ],
  [
    { event: 'input', ...stamp, type: 'node.started', actor: 'node', config },
    'input       node  node.started  name=ann port=9001',
  ],
  [
    { ...step, from: 'greeting', to: 'closed', guard: 'is late' },
    'step        node/o1  hello:  greeting → closed  (is late)  probes=1',
  ],
  [{ ...step, from: 'closed', to: 'closed' }, 'step        node/o1  hello:  closed  probes=1'],
  [
    { ...step, from: 'a.x + a.y', to: 'a.z + a.y', changes: { peers: { digest: 9 }, probes: 0 } },
    'step        node/o1  hello:  a.x → a.z  peers probes=0',
  ],
  [
    { ...step, from: 'a', to: 'b.x + b.y', changes: {} },
    'step        node/o1  hello:  a → b.x + b.y',
  ],
  [
    {
      ...step,
      from: null,
      to: 'dialling',
      changes: { link: 'o1', probes: 0, hello: null, inbound: false, outbox: { digest: 9 } },
    },
    'step        node/o1  hello:  → dialling  link=o1',
  ],
  [
    { event: 'effect', ...stamp, actor: 'node', type: 'timer.start', timer: 't', due: 5 },
    'effect      node  timer.start  timer=t due=5',
  ],
  [
    { event: 'effect', ...stamp, actor: 'node', type: 'link.send', messages: { digest: 1 } },
    'effect      node  link.send  messages',
  ],
  [{ event: 'mark', ...stamp, text: 'a\u001bb' }, 'mark        text=a␛b'],
])('tells a line of a tape: %j', (line, words) => {
  expect(tapeLineInWords(line)).toEqual([`    1.500000 s      12  ${words}`]);
});

it('dims on a terminal what is beside the point, and nothing that was said', () => {
  const paint = (style: string, text: string) => `<${style} ${text}>`;
  const frames = [{ kind: 'text', sequence: 1, text: 'hi' }];
  const line = { event: 'input', ...stamp, type: 'link.bytes', actor: 'node/o1', bytes: 9, frames };
  expect(tapeLineInWords(line, paint)).toEqual([
    '<dim     1.500000 s      12>  input       node/o1  link.bytes  <dim bytes=9>  text 1 "hi"',
  ]);
});
