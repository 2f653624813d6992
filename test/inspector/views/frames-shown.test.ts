import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inspectorLimits } from '../../../src/inspector/answers/inspector-limits.ts';
import type { FrameShown } from '../../../src/inspector/answers/moment.ts';
import { framesShown } from '../../../src/inspector/views/frames-shown.ts';
import { FrameReader, type ShownFrame } from '../../../src/trace/reading/frame-reader.ts';
import { shownInput } from '../../../src/trace/reading/shown-input.ts';
import { FsTapeStore } from '../../../src/trace/store/fs-tape-store.ts';
import { PlainFilm } from '../../support/plain-film.ts';

const runs = ['pair', 'mesh-broadcast', 'reset-storm', 'relay-ring', 'asked-afar', 'forgeries'];

/** The reader of `trace show` follows each link from its first byte, and knows piece by piece what was left out. */
describe('what the bytes of a turn say', () => {
  it.each(tapesOf(runs))('is what a reader finds that follows all of %s', (path) => {
    const film = new PlainFilm(new FsTapeStore(`traces/${path}`));
    const reader = new FrameReader();
    let whole = 0;
    for (const scene of film.all) {
      const { frames } = shownInput(scene.input, reader) as { frames?: readonly ShownFrame[] };
      const { frames: shown, moreFrames } = framesShown(scene, film.tapeHead);
      // Behind the close of its actor nobody listens, and nothing is told of what comes.
      if (shown === null) continue;
      expect(shown.map(({ kind }) => kind)).toEqual(
        (frames ?? []).slice(0, inspectorLimits.toldFramesMax).map(({ kind }) => kind),
      );
      expect(shown.length + moreFrames).toBe(frames?.length);
      for (const [i, frame] of shown.entries()) expect(saidOf(frame)).toEqual(saidIn(frames![i]!));
      whole += shown.length;
    }
    expect(whole).toBeGreaterThan(0);
  });

  it.each(tapesOf(runs))('stands where one frame ends and the next begins in %s', (path) => {
    const film = new PlainFilm(new FsTapeStore(`traces/${path}`));
    for (const scene of film.all) {
      if (scene.input.type !== 'link.bytes') continue;
      const { frames } = framesShown(scene, film.tapeHead);
      const bytes = scene.input.chunks.reduce((sum, { length }) => sum + length, 0);
      const pending = scene.before!.actors.get(`node/${scene.input.link}`)?.pending;
      let end: number | null = 0 - (pending?.received ?? 0);
      for (const frame of frames ?? []) {
        expect(frame.start).toBe(end);
        end = frame.end;
        if (end !== null) expect(end).toBeGreaterThan(0);
      }
      if (end !== null) expect(end).toBeLessThanOrEqual(bytes);
    }
  });
});

/** What a body says, by its line or by the fields of a frame. */
function saidOf({ fields }: FrameShown): unknown {
  const body = fields.find(({ key }) => key === 'body');
  if (body === undefined) return null;
  return body.kind === 'body' ? `${body.text.split(' ')[0]} left out` : body.text;
}

function saidIn({ kind, text, bytes, length }: ShownFrame): unknown {
  if (kind === 'rejected' || kind === 'bye') return null;
  if (typeof length === 'number') return `${length} left out`;
  return text ?? bytes ?? null;
}

function tapesOf(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    const nodes = readdirSync(`traces/${name}`).filter((node) => !node.endsWith('.json'));
    return nodes.slice(0, 3).map((node) => `${name}/${node}`);
  });
}
