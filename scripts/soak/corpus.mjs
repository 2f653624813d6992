import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../prepare.mjs';

/** What earlier fuzzes have found, as little of it as goes all their ways. @param {string} name */
export function corpusOf(name) {
  const folder = folderOf(name);
  return readdirSync(folder)
    .toSorted()
    .map((file) => Uint8Array.from(readFileSync(join(folder, file))));
}

/** @param {string} name @param {Uint8Array[]} inputs */
export function keepCorpus(name, inputs) {
  const folder = folderOf(name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const input of inputs) {
    writeFileSync(
      join(folder, createHash('sha256').update(input).digest('hex').slice(0, 16)),
      input,
    );
  }
}

/**
 * The shortest first, each only if it goes a way that none before it went.
 *
 * @param {import('./targets.mjs').Target} target
 * @param {Uint8Array[]} inputs
 * @param {import('./coverage.mjs').Coverage} coverage
 * @param {number} bytesMax
 */
export function smallest(target, inputs, coverage, bytesMax) {
  const outcomes = new Set();
  let bytes = 0;
  coverage.forget();
  return inputs
    .toSorted((one, other) => one.length - other.length)
    .filter((input) => {
      if (bytes + input.length > bytesMax) return false;
      const before = outcomes.size;
      outcomes.add(target.run(input));
      const isNew = coverage.learn(coverage.take()) || outcomes.size > before;
      if (isNew) bytes += input.length;
      return isNew;
    });
}

/** @param {string} name */
function folderOf(name) {
  return join(root, 'test/fuzz-corpus', name);
}
