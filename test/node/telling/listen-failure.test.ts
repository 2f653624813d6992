import { expect, it } from 'vitest';
import { listenFailure } from '../../../src/node/telling/listen-failure.ts';

const where = { host: '::1', port: 80 };

it.each([
  [
    'port-busy',
    'another process listens on that port (listen EADDRINUSE: address already in use ::1:80)',
    'another process listens on [::1]:80',
  ],
  [
    'listen-failed',
    'the node cannot listen on that address (listen EACCES: permission denied ::1:80)',
    'cannot listen on [::1]:80: permission denied',
  ],
  [
    'listen-failed',
    'the node cannot listen on that address (getaddrinfo ENOTFOUND nosuch)',
    'cannot listen on [::1]:80: there is no such host',
  ],
  ['listen-failed', 'the node cannot listen on that address', 'cannot listen on [::1]:80'],
  ['crashed', 'something else', 'something else'],
])('a failure of the code %s is said with its place: %s', (code, text, words) => {
  expect(listenFailure({ code, text }, where)).toBe(words);
});
