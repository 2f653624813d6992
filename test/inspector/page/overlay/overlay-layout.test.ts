import { describe, expect, it } from 'vitest';
import type {
  LinkShown,
  NeighbourShown,
  OverlayShown,
} from '../../../../src/inspector/answers/overlay-shown.ts';
import { overlayLayout } from '../../../../src/inspector/page/overlay/overlay-layout.ts';

const size = { width: 800, height: 600 };

const shown: OverlayShown = {
  turn: 7,
  isKnown: true,
  self: { peer: 'me', name: 'alice', role: 'peer' },
  neighbours: [neighbour('o1', 'bob', true), neighbour('i1', 'carol', false)],
  others: [linkTo('o2', '')],
  leads: [
    { peer: 'bob', name: '', address: '', verified: true },
    { peer: 'eve', name: '', address: '127.0.0.1:9', verified: false },
  ],
  moreLeads: 0,
  present: [
    { peer: 'bob', name: 'bob', linked: ['me', 'dave'] },
    { peer: 'dave', name: 'dave', linked: ['bob', 'carol', 'nobody we know'] },
  ],
  morePresent: 0,
  counts: {},
};

describe('the picture of the network', () => {
  it('has everybody once, with all that is known of them', () => {
    const { peers } = overlayLayout(shown, size);
    expect(peers.map(({ id, kind, isVerified }) => [id, kind, isVerified])).toEqual([
      ['bob', 'neighbour', true],
      ['carol', 'neighbour', null],
      ['link o2', 'linked', null],
      ['dave', 'present', null],
      ['eve', 'lead', false],
    ]);
  });

  it('has a line to each that this node is linked with, and one for what two others say of each other', () => {
    const { links, claims } = overlayLayout(shown, size);
    expect(links.map(({ to, kind }) => [to.id, kind])).toEqual([
      ['bob', 'eager'],
      ['carol', 'told'],
      ['link o2', 'other'],
    ]);
    expect(claims.map(({ from, to }) => [from.id, to.id])).toEqual([
      ['bob', 'dave'],
      ['carol', 'dave'],
    ]);
  });

  it('leaves everybody where they are when somebody comes', () => {
    const before = placesIn(shown);
    const came = { peer: 'frank', name: '', linked: [] };
    const behind = placesIn({ ...shown, present: [came, ...shown.present] });
    for (const [id, place] of before) expect(behind.get(id)).toEqual(place);
  });

  it('has names that hide neither each other nor anybody', () => {
    const present = Array.from({ length: 40 }, (_, place) => ({
      peer: `peer ${place}`,
      name: '',
      linked: [],
    }));
    const { peers } = overlayLayout({ ...shown, present }, size);
    const labels = peers.flatMap(({ label }) => (label === null ? [] : [label]));
    expect(labels.length).toBeGreaterThan(20);
    for (const [place, one] of labels.entries()) {
      for (const other of labels.slice(place + 1)) {
        const isSame = one.anchor === other.anchor && Math.abs(one.x - other.x) < 20;
        expect(isSame && Math.abs(one.y - other.y) < 14).toBe(false);
      }
    }
  });

  it('has everybody within the picture, and says how many it has not', () => {
    const present = Array.from({ length: 300 }, (_, place) => ({
      peer: `peer ${place}`,
      name: '',
      linked: [],
    }));
    const { peers, undrawn } = overlayLayout({ ...shown, present }, size);
    expect(undrawn).toBe(60);
    for (const { x, y } of peers) {
      expect(x > 0 && x < size.width && y > 0 && y < size.height).toBe(true);
    }
  });
});

function placesIn(picture: OverlayShown): Map<string, readonly [number, number]> {
  return new Map(overlayLayout(picture, size).peers.map(({ id, x, y }) => [id, [x, y]]));
}

function neighbour(link: string, peer: string, eager: boolean): NeighbourShown {
  return { ...linkTo(link, peer), pinned: false, eager, rttMs: null };
}

function linkTo(link: string, peer: string): LinkShown {
  return {
    link,
    peer,
    name: peer,
    address: '127.0.0.1:1',
    inbound: link.startsWith('i'),
    state: 'established',
    purpose: '',
  };
}
