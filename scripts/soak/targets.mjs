import { codecTarget } from './codec-target.mjs';
import { consoleTarget } from './console-target.mjs';
import { traceTarget } from './trace-target.mjs';

/**
 * What is fuzzed.
 *
 * @typedef {object} Target
 * @property {RegExp} sources whose blocks count as paths
 * @property {() => Uint8Array[]} starts what a fuzz without a corpus would begin with
 * @property {(input: Uint8Array, other: Uint8Array, dice: import('./dice.mjs').Dice) => Uint8Array} change
 * @property {(input: Uint8Array) => string} run throws if a law does not hold; else says in a few words what came of it
 */

/** Gives a module by its path in the sources. @typedef {(path: string) => Promise<any>} Load */

/** @type {Readonly<Record<string, (load: Load) => Promise<Target>>>} */
export const targets = { codec: codecTarget, trace: traceTarget, console: consoleTarget };
