import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

/**
 * A process in which many nodes talk and record, each with a folder of its own, and which keeps a ledger
 * of its turns that a kill cannot take back: what was written to a file is the system's.
 */
const talking = `
const { mkdirSync, openSync, writeSync } = await import('node:fs');
const { createNode } = await import(built + 'node/face/create-node.js');
const ledger = openSync(folder + '/ledger', 'a');
let entries = 0;
let beats = [0, 0, 0];
function beat() {
  beats = [beats[1], beats[2], performance.now()];
  setImmediate(() => setTimeout(beat, 1));
}
beat();
function enter(node, turn, bytes) {
  writeSync(ledger, new Float64Array([node, turn, performance.now(), beats[0], bytes]));
  entries += 1;
  if (entries % 25 === 0) console.log('entries ' + entries);
}
async function begun(number, more) {
  const [data, trace] = ['data', 'tape'].map((name) => folder + '/' + number + '/' + name);
  mkdirSync(folder + '/' + number);
  const node = await createNode({ insecure: true, port: 0, data, trace, bodies: 'all', ...more });
  node.events$.subscribe(({ event, turn, text = '' }) => {
    if (event === 'message' || event === 'delivered') enter(number, turn, text.length);
  });
  return node;
}
console.log('began');
const hub = await begun(0, { name: 'hub' });
function talk(node, said) {
  const text = 'x'.repeat(1 + ((said * 37) % 1900));
  node.send('hub', text).then(() => setImmediate(() => talk(node, said + 1)), () => {});
}
const numbers = Array.from({ length: talkers }, (_, index) => index + 1);
const all = await Promise.all(numbers.map((number) => begun(number, {})));
await Promise.all(all.map((node) => node.connect(hub.address)));
all.forEach(talk);
`;

/** One turn that was seen, in the order of all. */
export interface Entry {
  readonly node: number;
  readonly turn: number;
  /** When it was seen, and a time after which its process had looked at its timers twice by then. */
  readonly atMs: number;
  readonly beatMs: number;
  /** Of text that came with it. */
  readonly bytes: number;
}

export interface Killing {
  /** How many nodes talk to the hub. */
  readonly talkers: number;
  /** So many lines of the process are awaited, and then so long. */
  readonly lines: number;
  readonly afterMs: number;
}

/** Runs a hub and its talkers in a folder until they are killed, and gives what they had done by then. */
export async function killedRun(
  folder: string,
  { talkers, lines, afterMs }: Killing,
): Promise<readonly Entry[]> {
  const built = new URL('../../dist/', import.meta.url).href;
  const given = Object.entries({ built, folder, talkers });
  const module = given.map(([name, value]) => `const ${name} = ${JSON.stringify(value)};`).join('');
  const child = spawn(process.execPath, ['--input-type=module', '-e', module + talking], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let left = lines;
  createInterface(child.stdout).on('line', () => {
    left -= 1;
    if (left === 0) setTimeout(() => child.kill('SIGKILL'), afterMs);
  });
  const signal = await new Promise((resolve) => child.once('close', (_, by) => resolve(by)));
  if (signal !== 'SIGKILL') throw new Error('the process ended by itself');
  return entriesIn(join(folder, 'ledger'));
}

const NUMBERS = 5;

function entriesIn(path: string): readonly Entry[] {
  if (!existsSync(path)) return [];
  const { buffer } = Uint8Array.from(readFileSync(path));
  const whole = Math.floor(buffer.byteLength / 8 / NUMBERS);
  return Array.from({ length: whole }, (_, index) => {
    const [node, turn, atMs, beatMs, bytes] = new Float64Array(
      buffer,
      index * 8 * NUMBERS,
      NUMBERS,
    );
    return { node: node!, turn: turn!, atMs: atMs!, beatMs: beatMs!, bytes: bytes! };
  });
}
