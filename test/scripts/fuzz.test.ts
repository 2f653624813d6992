import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { corpusOf } from '../../scripts/soak/corpus.mjs';
import { fuzz } from '../../scripts/soak/fuzz.mjs';
import { type Load, targets } from '../../scripts/soak/targets.mjs';

const load: Load = (path) => import(new URL(`../../src/${path}.ts`, import.meta.url).href);
const SEED = 20_261_120;
const RUNS: Readonly<Record<string, number>> = { codec: 3_000, trace: 40, console: 5_000 };

describe('what earlier fuzzes have found, and some more of it', () => {
  it.each(Object.entries(targets))('%s', async (name, targetOf) => {
    const target = await targetOf(load);
    const corpus = [...corpusOf(name), ...target.starts()];
    let left = corpus.length + RUNS[name]!;
    const onRun = () => void (left -= 1);
    const { failure } = fuzz(target, { corpus, seed: SEED, isOver: () => left <= 0, onRun });
    expect(failure).toBeNull();
  });

  it('is little', () => {
    expect(readdirSync('test/fuzz-corpus').toSorted()).toEqual(Object.keys(targets).toSorted());
    const bytes = Object.keys(targets)
      .flatMap(corpusOf)
      .reduce((sum, { length }) => sum + length, 0);
    expect(bytes).toBeLessThan(204_800);
  });
});

describe('a fuzz', () => {
  const start = Uint8Array.of(0);
  const wrongAt = (byte: number) => ({
    sources: /nowhere/,
    starts: () => [start],
    change: (input: Uint8Array) => Uint8Array.of(input[0]! + 1),
    run: ([first]: Uint8Array) => {
      if (first === byte) throw new Error('wrong');
      return String(first);
    },
  });

  it('goes on from what came to something new, and ends with what breaks a law', () => {
    const { kept, failure } = fuzz(wrongAt(9), { corpus: [start], seed: 1, isOver: () => false });
    expect(failure).toEqual({ input: Uint8Array.of(9), error: new Error('wrong') });
    expect(new Set(kept.map(([first]) => first)).size).toBeGreaterThanOrEqual(9);
  });

  it('does the same again with the same seed', async () => {
    const target = await targets['console']!(load);
    const inputs = [1, 2].map(() => {
      let left = 200;
      const onRun = () => void (left -= 1);
      const corpus = target.starts();
      return fuzz(target, { corpus, seed: SEED, isOver: () => left <= 0, onRun }).kept;
    });
    expect(inputs[0]).toEqual(inputs[1]);
  });
});
