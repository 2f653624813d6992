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

it('is none where the process may not open more files', () => {
  const fault = Object.assign(new Error('EMFILE: too many open files'), { code: 'EMFILE' });
  const { message, code, exit } = ownFault(fault, null);
  expect([message, code, exit]).toEqual([
    'this process may not open as many files as it needs',
    'too-many-files',
    1,
  ]);
});
