import { describe, expect, it } from 'vitest';
import { inspectorLimits } from '../../../src/inspector/answers/inspector-limits.ts';
import type { Sequence } from '../../../src/inspector/answers/sequence.ts';
import { sceneArrows } from '../../../src/inspector/views/scene-arrows.ts';
import { sequenceOf } from '../../../src/inspector/views/sequence.ts';
import { FsTapeStore } from '../../../src/trace/store/fs-tape-store.ts';
import type { Scene } from '../../support/any-tape.ts';
import { PlainFilm } from '../../support/plain-film.ts';
import { acceptedLinks } from '../../support/taped-links.ts';
import { tapeOf } from '../../support/tapes.ts';

const pair = new PlainFilm(new FsTapeStore('traces/pair/alice'));
const newcomer = new PlainFilm(new FsTapeStore('traces/one-contact/n3'));
const parting = new PlainFilm(new FsTapeStore('traces/polite-leave/alice'));

const bob = '55ms4gegzadl2avu5o42mif2d5pncyd6clfivxvzkzrhtpudhxfa';

describe('what a node and its peers said to each other', () => {
  it('is told from the dial to the end of the link, and why it ended', () => {
    const { lastTurn } = pair.head;
    const { lanes, arrows, isCut } = sequenceOf(pair, lastTurn, 100, '');
    expect(lanes).toEqual([{ link: 'o1', peer: bob, name: 'bob', address: '10.0.0.2:9000' }]);
    expect(isCut).toBe(false);
    expect(inWords(arrows).slice(0, 9)).toEqual([
      '3 o1 here dial: 10.0.0.2:9000',
      '4 o1 here opened: 10.0.0.2:9000',
      '6 o1 out hello: from alice @zip2jgaw on sim, to stay',
      '10 o1 in hello: from bob @55ms4geg on sim',
      '10 o1 out proof',
      '13 o1 in proof',
      '14 o1 out welcome',
      '16 o1 in welcome',
      '16 o1 out ping: 1',
    ]);
    expect(inWords(arrows).slice(-3)).toEqual([
      '46 o1 out bye: disconnected',
      '50 o1 in bye: disconnected',
      '52 o1 here closed: disconnected, by this node',
    ]);
  });

  it('quotes what was said, where that is on the tape', () => {
    const { arrows } = sequenceOf(pair, pair.head.lastTurn, 100, '');
    expect(inWords(arrows.filter(({ kind }) => kind === 'text'))).toEqual([
      '17 o1 out text: “hello bob” #1, 9 B',
      '22 o1 in text: “hello alice” #1, 11 B',
    ]);
  });

  it('is one arrow where words of a kind come one after another, with how many they are', () => {
    expect(inWords(sequenceOf(newcomer, 58, 3, '').arrows)).toEqual([
      '57 o1 in presence ×2: here of n1 @jhh3fvwo, 2 hops … here of n0 @6kb47o6y, 3 hops',
      '58 i3 out presence ×2: here of n1 @jhh3fvwo, 3 hops … here of n0 @6kb47o6y, 4 hops',
      '58 i2 out presence ×2: here of n1 @jhh3fvwo, 3 hops … here of n0 @6kb47o6y, 4 hops',
    ]);
  });

  it('has a lane for each link that something is told of, in the order they came', () => {
    const { lanes } = sequenceOf(newcomer, 40, 12, '');
    expect(lanes.map(({ link, name, address }) => [link, name, address])).toEqual([
      ['i2', 'n1', '10.0.0.2:49154'],
      ['i3', 'n0', '10.0.0.1:49154'],
      ['o2', '', '10.0.0.2:9000'],
      ['o3', '', '10.0.0.1:9000'],
    ]);
  });

  it('is told of one peer alone, if that is asked', () => {
    const whole = sequenceOf(newcomer, 60, 100, '');
    const lane = whole.lanes.find(({ name }) => name === 'n1')!;
    const alone = sequenceOf(newcomer, 60, 100, lane.peer);
    expect(alone).toEqual({
      turn: 60,
      lanes: [lane],
      arrows: whole.arrows.filter(({ link }) => link === lane.link),
      isCut: false,
    } satisfies Sequence);
    expect(sequenceOf(newcomer, 60, 100, 'nobody')).toEqual({
      turn: 60,
      lanes: [],
      arrows: [],
      isCut: false,
    });
  });

  it('ends with the turn that is asked for, and is cut where more was said before', () => {
    const whole = sequenceOf(pair, pair.head.lastTurn, 100, '');
    for (const { turn } of pair.all) {
      const arrows = whole.arrows.filter((arrow) => arrow.turn <= turn);
      const told = sequenceOf(pair, turn, 5, '');
      expect(told.arrows).toEqual(arrows.slice(-5));
      expect(told.isCut).toBe(arrows.length > 5);
    }
  });

  it('looks further back where nothing is said in many turns', () => {
    expect(sequenceOf(parting, 200, 60, '').arrows).toHaveLength(60);
    expect(sequenceOf(parting, 200, 60, bob)).toEqual(sequenceOf(parting, 200, 60, ''));
  });
});

describe('a link', () => {
  it.each([
    'pair/bob',
    'knocking/alice',
    'reset-storm/alice',
    'doubles/alice',
    'half-open/alice',
    'refused-and-black-hole/alice',
    'simultaneous-dial/alice',
    'crash-and-restart/alice',
    'mute-peer/n1',
    'seed-down/s1',
  ])('begins once on %s, and ends once, after all that was said', (path) => {
    const film = new PlainFilm(new FsTapeStore(`traces/${path}`));
    const lives = new Map<string, string[]>();
    for (const { link, way, kind } of film.all.flatMap((scene) =>
      sceneArrows(scene, film.tapeHead),
    )) {
      const said = lives.get(link) ?? [];
      lives.set(link, [...said, way === 'here' ? kind : 'words']);
    }
    for (const [link, said] of lives) {
      expect(`${link} ${said.join(' ')}`).toMatch(
        /^(?:o\d+ dial(?: opened( words)*)?|i\d+ accepted( words)*)(?: closed)?$/,
      );
    }
  });
});

it('tells why a link was closed before a word was said', () => {
  const knocked = new PlainFilm(new FsTapeStore('traces/knocking/alice'));
  const turn = knocked.all.find(({ played }) =>
    played!.effects.some((effect) => 'code' in effect && effect.code === 'rate-limited'),
  )!.turn;
  const { lanes, arrows } = sequenceOf(knocked, turn, 2, '');
  expect(arrows.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
    `accepted: ${lanes[0]!.address}`,
    'closed: rate-limited, by this node',
  ]);
});

describe('a sequence of a tape that cannot be run again', () => {
  it('tells what the tape says of links, and how words are called that were heard', () => {
    const steps = [
      taped('node/i1', 'hello'),
      taped('node/i1', 'texts'),
      { ...taped('node/i1', 'gossip'), effects: [effect('link.send', 'i1', [['messages', [7]]])] },
      {
        ...taped('node', 'connection.closed'),
        effects: [
          effect('report', 'i1', [
            ['event', 'refused'],
            ['code', 'flood'],
            ['by', 'us'],
            ['text', ''],
          ]),
          effect('link.close', 'i1', []),
          effect('link.dial', 'o1', [['address', '10.0.0.9:9000']]),
        ],
      },
    ];
    const chunks = [new Uint8Array(9)];
    const { store } = tapeOf([
      ...acceptedLinks(1),
      (turn, at) => [
        { kind: 'input', turn, input: { type: 'link.bytes', link: 'i1', chunks, at } },
        { kind: 'steps', turn, steps },
      ],
      (turn, at) => [
        { kind: 'input', turn, input: { type: 'link.closed', link: 'i1', code: 'ended', at } },
        { kind: 'steps', turn, steps: [] },
      ],
    ]);
    const { lanes, arrows } = sequenceOf(new PlainFilm(store), 3, 100, '');
    expect(inWords(arrows)).toEqual([
      '1 i1 here accepted: 10.0.0.1:9000',
      '2 i1 in hello',
      '2 i1 in text',
      '2 i1 in gossip',
      '2 i1 out unknown',
      '2 i1 here closed: flood, by this node',
      '2 o1 here dial: 10.0.0.9:9000',
    ]);
    expect(lanes).toEqual([
      { link: 'i1', peer: '', name: '', address: '10.0.0.1:9000' },
      { link: 'o1', peer: '', name: '', address: '10.0.0.9:9000' },
    ]);
  });

  it('has so many arrows at most', () => {
    const links = acceptedLinks(inspectorLimits.arrowsMax + 1);
    const { lastTurn } = new PlainFilm(tapeOf(links).store).head;
    const { arrows, isCut } = sequenceOf(new PlainFilm(tapeOf(links).store), lastTurn, 1e9, '');
    expect(arrows).toHaveLength(inspectorLimits.arrowsMax);
    expect(isCut).toBe(true);
  });

  it('does not look for words in more turns than are kept', () => {
    const chunks = [new Uint8Array(9)];
    const silent: Scene = (turn, at) => [
      { kind: 'input', turn, input: { type: 'link.bytes', link: 'i1', chunks, at } },
      { kind: 'steps', turn, steps: [] },
    ];
    const silentTurns = inspectorLimits.keptScenesMax;
    const told = [silentTurns - 1, silentTurns].map((count) => {
      const film = new PlainFilm(tapeOf([...acceptedLinks(1), ...fill(count, silent)]).store);
      const { arrows, isCut } = sequenceOf(film, film.head.lastTurn, 1, '');
      return { arrows: arrows.length, isCut };
    });
    expect(told).toEqual([
      { arrows: 1, isCut: false },
      { arrows: 0, isCut: true },
    ]);
  });

  function fill(count: number, scene: Scene): readonly Scene[] {
    return Array.from({ length: count }, () => scene);
  }

  function taped(actor: string, event: string) {
    return { actor, event, state: 'greeting', guard: null, changes: [], effects: [] };
  }

  function effect(
    type: string,
    link: string,
    fields: readonly (readonly [string, string | [number]])[],
  ) {
    return { type, fields: [['link', link] as const, ...fields] };
  }
});

function inWords(arrows: Sequence['arrows']): readonly string[] {
  return arrows.map(({ turn, link, way, kind, count, text }) => {
    const times = count === 1 ? '' : ` ×${count}`;
    return `${turn} ${link} ${way} ${kind}${times}${text === '' ? '' : `: ${text}`}`;
  });
}
