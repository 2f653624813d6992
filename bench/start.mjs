/**
 * How long a process takes, from its start: to say its version, beside a Node.js that does nothing;
 * and until a node listens, at its first start, which makes a key and a certificate, and at its next.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../scripts/prepare.mjs';
import { compare } from './compare.mjs';

const cli = join(root, 'dist/cli/main.js');

export async function benchStart() {
  const folder = mkdtempSync(join(tmpdir(), 'peertape-bench-'));
  let homes = 0;
  try {
    const { ratio } = await compare('A start', 'start', {
      'node -e 0': () => whole(['-e', '0']),
      '--version': () => whole([cli, '--version']),
      'first listening': () => untilItListens(join(folder, String((homes += 1)))),
      'next listening': () => untilItListens(join(folder, String(homes))),
    });
    ratio('--version', 'node -e 0', { goal: 1.6 });
    ratio('next listening', 'node -e 0');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string[]} args */
function whole(args) {
  const started = process.hrtime.bigint();
  spawnSync(process.execPath, args, { stdio: 'ignore' });
  return Number(process.hrtime.bigint() - started);
}

/** @param {string} data */
async function untilItListens(data) {
  const started = process.hrtime.bigint();
  const args = [cli, 'node', '--json', '--port', '0', '--data', data];
  const node = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = once(node, 'close');
  let took = NaN;
  for await (const line of createInterface({ input: node.stdout })) {
    if (JSON.parse(line).event !== 'listening') continue;
    took = Number(process.hrtime.bigint() - started);
    node.stdin.end();
  }
  await ended;
  return took;
}
