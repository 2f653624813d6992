import { describe, expect, it } from 'vitest';
import { inspectorLimits } from '../../../src/inspector/answers/inspector-limits.ts';
import type { OverlayShown } from '../../../src/inspector/answers/overlay-shown.ts';
import { nodeContextOf } from '../../../src/inspector/views/node-context-of.ts';
import { overlayIn, overlayOf } from '../../../src/inspector/views/overlay.ts';
import type { NodeContext } from '../../../src/machines/node/context/node-context.ts';
import { FsTapeStore } from '../../../src/trace/store/fs-tape-store.ts';
import { Table } from '../../../src/values/table.ts';
import { PlainFilm } from '../../support/plain-film.ts';
import { acceptedLinks } from '../../support/taped-links.ts';
import { tapeOf } from '../../support/tapes.ts';

const n0 = '6kb47o6yffr4iox5zgfgjgq7x5a7ejq5ieasocpdxwgm2vxa3e4a';
const n1 = 'jhh3fvwogcqqfn6lly4vjfpvgmzcpzumchgkew4srgi7fyki4svq';
const n2 = 'ckv2zjzg5f3pucpwfqpgugnzzqnnrbgfo2mmumnqnh7cmh2l53ea';
const n3 = 'vwdnhxzyahqi3ahtfbofdusgeudxnfef2lo4ky4hmog72m6gb6uq';

const newcomer = new PlainFilm(new FsTapeStore('traces/one-contact/n3'));

describe('the network as a node knows it', () => {
  it('is its neighbours and the branches of the tree among them, and who says that they are there', () => {
    expect(overlayOf(newcomer, 60)).toEqual({
      turn: 60,
      isKnown: true,
      self: { peer: n3, name: 'n3', role: 'peer' },
      neighbours: [
        { ...wanted, link: 'i2', peer: n1, name: 'n1', address: '10.0.0.2:49154', eager: false },
        { ...wanted, link: 'i3', peer: n0, name: 'n0', address: '10.0.0.1:49154', eager: false },
        {
          link: 'o1',
          peer: n2,
          name: 'n2',
          address: '10.0.0.3:9000',
          inbound: false,
          state: 'established',
          purpose: 'stay',
          pinned: true,
          eager: true,
          rttMs: 1,
        },
      ],
      others: [],
      leads: [],
      moreLeads: 0,
      present: [
        { peer: n0, name: 'n0', linked: [n1] },
        { peer: n1, name: 'n1', linked: [n0] },
      ],
      morePresent: 0,
      counts: { ...nothingCame, delivered: 2 },
    } satisfies OverlayShown);
  });

  it('has links beside, which are no neighbours', () => {
    const dial = { peer: '', name: '', inbound: false, state: 'opening', purpose: 'probe' };
    expect(overlayOf(newcomer, 40).others).toEqual([
      { ...dial, link: 'o2', address: '10.0.0.2:9000' },
      { ...dial, link: 'o3', address: '10.0.0.1:9000' },
    ]);
  });

  it('is, for a seed node, whom it lists', () => {
    const seed = new PlainFilm(new FsTapeStore('traces/seed-restart/s1'));
    const { self, neighbours, leads } = overlayOf(seed, seed.head.lastTurn);
    expect(self.role).toBe('seed');
    expect(neighbours).toEqual([]);
    expect(leads).toEqual([
      { peer: n0, name: 'n0', address: '10.0.0.2:9000', verified: true },
      { peer: n2, name: 'n2', address: '10.0.0.4:9000', verified: true },
      { peer: n1, name: 'n1', address: '10.0.0.3:9000', verified: true },
      { peer: n3, name: 'n3', address: '10.0.0.5:9000', verified: true },
    ]);
  });

  it('is nothing but its name once it has stopped', () => {
    expect(overlayOf(newcomer, newcomer.head.lastTurn)).toEqual({
      ...nothing,
      turn: newcomer.head.lastTurn,
      isKnown: true,
      self: { peer: n3, name: 'n3', role: 'peer' },
    });
  });

  it('is not known where its state is not', () => {
    const film = new PlainFilm(tapeOf(acceptedLinks(2)).store);
    expect(overlayOf(film, 2)).toEqual({ ...nothing, turn: 2 });
    expect(overlayOf(film, 3)).toEqual({ ...nothing, turn: 3 });
  });
});

describe('of many', () => {
  const node = nodeContextOf(newcomer.scene(60)!.played!.system)!;

  it('those leads are told that were seen there, and so many at most', () => {
    const toldLeadsMax = inspectorLimits.toldLeadsMax;
    const entries = Table.empty<object>({ limit: toldLeadsMax + 1 }).edit((draft) => {
      for (let index = 0; index <= toldLeadsMax; index += 1) {
        draft.set(`peer ${index}`, { address: 'host:1', isVerified: index === toldLeadsMax });
      }
    });
    const { leads, moreLeads } = overlayIn(knowing(node, { roll: { entries } }), 1);
    expect([leads.length, moreLeads]).toEqual([toldLeadsMax, 1]);
    expect(leads[0]).toMatchObject({ peer: `peer ${toldLeadsMax}`, verified: true });
  });

  it('those who are there are told, so many at most', () => {
    const toldPresentMax = inspectorLimits.toldPresentMax;
    const [[, someone]] = [...node.overlay.roster.entries] as [[string, object]];
    const entries = Table.empty<object>({ limit: toldPresentMax + 2 }).edit((draft) => {
      for (let index = 0; index <= toldPresentMax; index += 1) draft.set(`peer ${index}`, someone);
      draft.set('peer who left', { ...someone, state: 'left' });
    });
    const { present, morePresent } = overlayIn(knowing(node, { roster: { entries } }), 1);
    expect([present.length, morePresent]).toEqual([toldPresentMax, 1]);
  });

  function knowing(context: NodeContext, overlay: object): NodeContext {
    return { ...context, overlay: { ...context.overlay, ...overlay } };
  }
});

const wanted = {
  inbound: true,
  state: 'established',
  purpose: 'want',
  pinned: false,
  rttMs: 1,
} as const;

const nothingCame = {
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

const nothing = {
  isKnown: false,
  self: { peer: '', name: '', role: '' },
  neighbours: [],
  others: [],
  leads: [],
  moreLeads: 0,
  present: [],
  morePresent: 0,
  counts: {},
};
