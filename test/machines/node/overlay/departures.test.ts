import { describe, expect, it } from 'vitest';
import { departureOf, isGoneFor } from '../../../../src/machines/node/overlay/departures.ts';
import type { Decider } from '../../../../src/protocol/close-codes.ts';

const cases: readonly (readonly [Decider, string, string, boolean])[] = [
  ['peer', 'quit', 'left', true],
  ['us', 'quit', 'parted', false],
  ['us', 'disconnected', 'left', false],
  ['peer', 'disconnected', 'left', false],
  ['us', 'banned', 'left', false],
  ['peer', 'banned', 'left', false],
  ['link', 'reset', 'lost', true],
  ['link', 'ended', 'lost', true],
  ['us', 'silent', 'lost', true],
  ['us', 'stalled', 'lost', true],
  ['us', 'no-place', 'parted', false],
  ['peer', 'no-place', 'parted', false],
  ['us', 'forged', 'parted', false],
  ['peer', 'enrolled', 'parted', false],
];

describe('the end of a connection, as the overlay takes it', () => {
  it.each(cases)(
    'decided by %s for %s: it has %s, and is gone for all: %s',
    (by, code, how, gone) => {
      expect(departureOf({ code, by })).toBe(how);
      expect(isGoneFor({ code, by })).toBe(gone);
    },
  );
});
