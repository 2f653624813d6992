import { describe, expect, it } from 'vitest';
import { disconnect } from '../../../support/pure-commands.ts';
import { idOf } from '../../../support/pure-config.ts';
import { connectedTo, lastOf, resultsIn } from '../../../support/pure-node.ts';

const noCasts = {
  delivered: 0,
  duplicates: 0,
  forged: 0,
  expired: 0,
  tooEarly: 0,
  stale: 0,
  tooFar: 0,
  tooMany: 0,
  grafts: 0,
  prunes: 0,
  givenUp: 0,
};

describe('what the node tells of itself', () => {
  it('is the peers it knows, and those it is linked to (S0-36, S2-10, S2-110, S4-32)', () => {
    const node = connectedTo('c', 'd');
    node.take({ type: 'link.closed', link: 'i2', code: 'reset' });
    node.command({ command: 'peers' }, { command: 'lp' });
    const line = (letter: string, state: string, closeCode: string | null) => ({
      peer: idOf(letter),
      name: letter,
      address: `${letter}:1`,
      state,
      // Of who is not connected, nothing is measured.
      rttUs: state === 'alive' ? 1 : null,
      seenAt: node.at,
      closeCode,
      standing: 100,
      ignored: false,
    });
    const [peers, linked] = resultsIn(lastOf(node)) as unknown as { result: { peer: string }[] }[];
    expect(peers!.result.toSorted((a, b) => (a.peer < b.peer ? -1 : 1))).toEqual([
      line('c', 'alive', null),
      line('d', 'lost', 'reset'),
    ]);
    expect(linked!.result).toEqual([line('c', 'alive', null)]);
  });

  it('lists a peer that leaves among those it knows, as it was, and no longer as linked', () => {
    const node = connectedTo('c', 'd');
    node.command(disconnect('c'));
    node.hear('i2', { kind: 'bye', code: 'quit', text: '' });
    node.command({ command: 'peers' }, { command: 'lp' }, { command: 'status' });
    expect(resultsIn(lastOf(node))).toMatchObject([
      { result: [{ state: 'alive' }, { state: 'alive' }] },
      { result: [] },
      { result: { links: 2, linked: 0, peers: 2 } },
    ]);
  });

  it('is its state in figures', () => {
    const node = connectedTo('c');
    node.command({ command: 'status' });
    expect(resultsIn(lastOf(node))).toEqual([
      {
        ok: true,
        result: {
          turn: node.system.turn,
          at: node.at,
          listening: ['b:1'],
          links: 1,
          linked: 1,
          peers: 1,
          contacts: 0,
          overlay: {
            neighbours: 1,
            leads: 0,
            alive: 0,
            listed: null,
            kept: 0,
            origins: 0,
            ...noCasts,
          },
        },
      },
    ]);
  });
});
