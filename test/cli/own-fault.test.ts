import { expect, it } from 'vitest';
import { ownFault } from '../../src/cli/own-fault.ts';

it('says where the tape of a fault is, and how to run into it again', () => {
  const { message, hint, exit } = ownFault(new TypeError('it broke\n    at once'), 'tapes/one');
  expect([message, hint, exit]).toEqual([
    'this is a fault of peertape, not yours: it broke',
    'it is on the tape in tapes/one: peertape replay tapes/one runs into it again',
    1,
  ]);
});

it('takes whatever is thrown', () => {
  expect(ownFault('a text', null).message).toBe('this is a fault of peertape, not yours: a text');
});
