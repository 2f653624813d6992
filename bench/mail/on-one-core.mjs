import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const isPinned = spawnSync('taskset', ['--version']).status === 0;
const flags = ['--no-allocation-site-pretenuring', '--max-old-space-size=8192', '--expose-gc'];

/**
 * What a script of this folder says, in a process of its own; on one core, where there is `taskset`.
 *
 * @param {'rates.mjs' | 'discovery.mjs' | 'memory.mjs'} script
 * @param {object} given
 * @param {readonly string[]} more
 * @returns {Promise<string>}
 */
export async function onOneCore(script, given, more = []) {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const words = [process.execPath, ...flags, ...more, path, JSON.stringify(given)];
  const [command = '', ...args] = isPinned ? ['taskset', '-c', '0', ...words] : words;
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (said += text));
  const status = await new Promise((resolve) => child.once('close', resolve));
  if (status !== 0) throw new Error(`${script} ended with ${status}`);
  return said;
}
