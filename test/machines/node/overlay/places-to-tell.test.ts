import { describe, expect, it } from 'vitest';
import { placesToTell } from '../../../../src/machines/node/overlay/places-to-tell.ts';
import { newNode } from '../../../../src/machines/node/context/node-context.ts';
import { limits } from '../../../../src/protocol/limits.ts';
import { configOf } from '../../../support/pure-config.ts';

const node = (listening: string[], advertise: string[] = []) => ({
  ...newNode(configOf('b', { advertise })),
  listening,
});

describe('where others are told to dial a node', () => {
  it('is where it listens, or what its user says instead', () => {
    expect(placesToTell(node(['10.0.0.1:9001']))).toEqual(['10.0.0.1:9001']);
    expect(placesToTell(node(['10.0.0.1:9001'], ['b.example:1']))).toEqual(['b.example:1']);
  });

  it('is nothing where it listens everywhere, as that is no address of it', () => {
    expect(placesToTell(node(['0.0.0.0:9001']))).toEqual([]);
    expect(placesToTell(node(['[::]:9001']))).toEqual([]);
    expect(placesToTell(node(['0.0.0.0:9001'], ['b.example:1']))).toEqual(['b.example:1']);
  });

  it('is limits.addressesMax places at most', () => {
    const many = Array.from({ length: limits.addressesMax + 1 }, (_, n) => `b.example:${n + 1}`);
    expect(placesToTell(node([], many)).length).toBe(limits.addressesMax);
  });
});
