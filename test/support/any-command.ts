import * as fc from 'fast-check';
import { idOf } from './pure-config.ts';
import { Body } from '../../src/protocol/body.ts';
import type { Command } from '../../src/protocol/commands.ts';

export const anyWords = fc.constantFrom(
  'a:1',
  'c:1',
  'c:2',
  '@a',
  '@c',
  '@d',
  'b:1',
  'nobody',
  '2',
  '',
  idOf('z'),
);
const anyBytes = fc.uint8Array({ maxLength: 6 });

const marks = Array.from({ length: 9 }, () => ({ command: 'mark', text: 'here' }) as const);

/** What a user might command, of peers that there may be. */
export const anyCommand: fc.Arbitrary<Command> = fc
  .tuple(
    fc.nat({ max: 1_000 }),
    fc.oneof(
      anyWords.map((peer) => ({ command: 'connect', peer }) as const),
      anyWords.map((peer) => ({ command: 'disconnect', peer }) as const),
      fc
        .tuple(anyWords, anyBytes)
        .map(([peer, bytes]) => ({ command: 'send', peer, body: new Body(bytes) }) as const),
      fc
        .tuple(fc.constantFrom('ban', 'unban', 'unban', 'ignore', 'unignore'), anyWords)
        .map(([command, peer]) => ({ command, peer }) as const),
      fc.constant({ command: 'peers' } as const),
      anyBytes.map(
        (bytes) => ({ command: 'broadcast', topic: '', body: new Body(bytes) }) as const,
      ),
      fc
        .tuple(anyWords, anyBytes)
        .map(
          ([peer, bytes]) =>
            ({ command: 'ask', peer, topic: 'time', body: new Body(bytes) }) as const,
        ),
      fc
        .tuple(fc.constantFrom('a', 'c', 'z').map(idOf), fc.nat({ max: 5 }), anyBytes)
        .map(([peer, re, bytes]) => {
          const code = bytes.length > 3 ? 'no-such-topic' : '';
          return {
            command: 'reply',
            peer,
            re,
            topic: 'time',
            code,
            body: new Body(bytes),
          } as const;
        }),
      anyWords.map((peer) => ({ command: 'route', peer }) as const),
      fc.constantFrom('announce' as const, 'view' as const, 'topology' as const).map((command) => ({
        command,
      })),
      fc
        .constantFrom('', '9', '1-4', 'nonsense')
        .map((range) => ({ command: 'scan', range }) as const),
      {
        weight: 2,
        arbitrary: fc.constantFrom({ command: 'status' } as const, { command: 'lp' } as const),
      },
      fc.constantFrom(...marks, { command: 'quit' } as const),
    ),
  )
  .map(([id, words]) => ({ id, ...words }));
