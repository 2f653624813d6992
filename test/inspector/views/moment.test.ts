import { describe, expect, it } from 'vitest';
import { inspectorLimits } from '../../../src/inspector/answers/inspector-limits.ts';
import type { Moment } from '../../../src/inspector/answers/moment.ts';
import { momentOf } from '../../../src/inspector/views/moment.ts';
import { FsTapeStore } from '../../../src/trace/store/fs-tape-store.ts';
import { PlainFilm } from '../../support/plain-film.ts';

const film = new PlainFilm(new FsTapeStore('traces/pair/alice'));

describe('a moment', () => {
  it('says what began it, who moved, by which arrow, and what was asked of the world', () => {
    expect(inWords(momentOf(film, 2)!)).toEqual([
      'network.listening 10.0.0.1:9000',
      'node: network.listening: starting → running by node.starting|network.listening|0',
      '  report listening',
    ]);
  });

  it('says what bytes say, where in them, and who told whom of it', () => {
    const turn = turnWith('welcome');
    const moment = momentOf(film, turn)!;
    expect(moment.input.frames!.map(({ kind }) => kind)).toContain('welcome');
    expect(
      moment.steps.map(({ by, actor, event }) => `${by ?? 'outside'} ▶ ${actor} ${event}`),
    ).toContain('node/o1 ▶ node connection.established');
  });

  it('has frames that fill the bytes without a gap, also over several inputs', () => {
    const places = new Map<string, number>();
    for (const { input } of film.all) {
      if (input.type !== 'link.bytes') continue;
      const { frames, bytes } = momentOf(
        film,
        film.all.find((one) => one.input === input)!.turn,
      )!.input;
      let end = -(places.get(input.link) ?? 0);
      for (const frame of frames!) {
        expect(frame.start).toBe(end);
        end = frame.end!;
      }
      places.set(input.link, bytes - end);
    }
    expect(places.get('o1')).toBe(0);
  });

  it('shows the text of a message', () => {
    const said = film.all.flatMap(({ turn }) => {
      const { frames } = momentOf(film, turn)!.input;
      return (frames ?? []).flatMap(({ fields }) => fields.filter(({ key }) => key === 'body'));
    });
    expect(said.map(({ kind, text }) => `${kind}: ${text}`)).toEqual(['text: hello alice']);
  });

  it('has its neighbours, over gaps too, and none where none are', () => {
    expect([momentOf(film, 1)!.previous, momentOf(film, 1)!.next]).toEqual([null, 2]);
    const { lastTurn } = film.head;
    expect([momentOf(film, lastTurn)!.previous, momentOf(film, lastTurn)!.next]).toEqual([
      lastTurn - 1,
      null,
    ]);
    expect(momentOf(film, lastTurn + 1)).toBe(null);
  });

  it('shows inspectorLimits.toldChunkBytesMax bytes of an input at most, and how many there were', () => {
    const { turn, input } = film.all.find((one) => one.input.type === 'link.bytes')!;
    const long = {
      ...input,
      chunks: [new Uint8Array(3_000), new Uint8Array(3_000), new Uint8Array(9)],
    };
    const moment = momentOf(filmWith({ ...film.scene(turn)!, input: long }), turn)!;
    const shown = moment.input.chunks.map(({ shown: text }) => Buffer.from(text, 'base64').length);
    expect(shown).toEqual([3_000, inspectorLimits.toldChunkBytesMax - 3_000]);
    expect(moment.input.bytes).toBe(6_009);
  });

  it('tells the first inspectorLimits.toldStepsMax steps and inspectorLimits.toldEffectsMax effects', () => {
    const scene = film.scene(2)!;
    const [step] = scene.played!.steps;
    const steps = Array.from({ length: 5_000 }, () => step!);
    const moment = momentOf(filmWith({ ...scene, played: { ...scene.played!, steps } }), 2)!;
    expect([moment.steps.length, moment.moreSteps]).toEqual([inspectorLimits.toldStepsMax, 3_000]);
    const told = moment.steps.map(({ effects, moreEffects }) => [effects.length, moreEffects]);
    const { toldEffectsMax } = inspectorLimits;
    expect([told[toldEffectsMax - 1], told[toldEffectsMax]]).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  it('tells the first inspectorLimits.toldFramesMax frames', () => {
    const { turn, input } = film.all.find(({ input: { type } }) => type === 'link.bytes')!;
    const ping = Uint8Array.of(0, 0, 0, 5, 0, 3, 0x92, 4, 1);
    const many = Buffer.concat(Array.from({ length: 500 }, () => ping));
    const moment = momentOf(
      filmWith({ ...film.scene(turn)!, input: { ...input, chunks: [many] } as typeof input }),
      turn,
    )!;
    expect(moment.input.frames!.length).toBe(inspectorLimits.toldFramesMax);
    expect(moment.input.moreFrames).toBe(500 - inspectorLimits.toldFramesMax);
  });

  it('is as the tape has it where the turn cannot be run again', () => {
    const scene = film.scene(2)!;
    const lacking = { ...scene, played: null, before: null, lacks: 'a gap' };
    const moment = momentOf(filmWith(lacking), 2)!;
    expect(moment.lacks).toBe('a gap');
    expect(inWords(moment)).toEqual([
      'network.listening 10.0.0.1:9000',
      'node: network.listening: null → running by ',
      '  report ',
    ]);
  });
});

function inWords({ input, steps }: Moment): string[] {
  return [
    `${input.type} ${input.text}`,
    ...steps.flatMap(({ actor, event, from, to, taken, effects }) => [
      `${actor}: ${event}: ${from} → ${to} by ${taken.join()}`,
      ...effects.map(({ type, text }) => `  ${type} ${text}`),
    ]),
  ];
}

function turnWith(kind: string): number {
  const found = film.all.find(({ turn }) =>
    momentOf(film, turn)!.input.frames?.some((frame) => frame.kind === kind),
  );
  return found!.turn;
}

/** The same film, but for one scene. */
function filmWith(scene: NonNullable<ReturnType<PlainFilm['scene']>>): PlainFilm {
  return Object.create(film, {
    scene: { value: (turn: number) => (turn === scene.turn ? scene : film.scene(turn)) },
    tapeHead: { value: film.tapeHead },
    previous: { value: () => null },
    next: { value: () => null },
    lives: { value: () => film.lives(film.head.lastTurn) },
    wallAt: { value: () => 0 },
  }) as PlainFilm;
}
