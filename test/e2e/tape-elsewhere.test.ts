import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { cliPath, endAll, environment, startNode } from '../support/cli-process.ts';

/** Of nobody, who owns nothing here. */
const NOBODY = 65_534;
let folder = '';
let tape = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'peertape-elsewhere-'));
  tape = join(folder, 'tape');
  const alice = await startNode('--name', 'alice', '--trace', tape);
  const bob = await startNode('--name', 'bob', '--connect', alice.port);
  await bob.event('connected');
  bob.say('send alice grüße, 1.234,5 İstanbul', 'mark IST');
  await bob.event('delivered');
  alice.say('peers', 'status', 'mark done');
  alice.endInput();
  expect(await alice.ended).toBe(0);
});
afterEach(endAll);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  ['from another folder', { cwd: '/' }, {}],
  ['with another home', {}, { HOME: '/nowhere', PEERTAPE_HOME: '/nowhere/either' }],
  ['in another time zone', {}, { TZ: 'Pacific/Chatham' }],
  ['in another language', {}, { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }],
  ['with nothing around it', { cwd: '/' }, null],
])('a live run replays to the same %s', (_, options, variables) => {
  const env = variables === null ? {} : { ...environment, ...variables };
  expect(replayed({ ...options, env })).toEqual(same);
});

it('a live run replays to the same for another user, where there can be one', () => {
  chmodSync(folder, 0o755);
  chmodSync(tape, 0o755);
  for (const name of readdirSync(tape)) chmodSync(join(tape, name), 0o644);
  const isRoot = process.getuid?.() === 0;
  const canRun = [cliPath, process.execPath].every(isOpenToAll);
  const asNobody = isRoot && canRun ? { uid: NOBODY, gid: NOBODY } : {};
  expect(replayed({ ...asNobody, cwd: '/', env: { HOME: '/' } })).toEqual(same);
});

const same = { status: 0, stderr: '', verdict: 'same', codeDiffers: false };

function replayed(options: object): object {
  const words = [cliPath, 'replay', tape, '--json'];
  const run = spawnSync(process.execPath, words, { encoding: 'utf8', ...options });
  const { verdict, codeDiffers } = JSON.parse(run.stdout) as Record<string, unknown>;
  return { status: run.status, stderr: run.stderr, verdict, codeDiffers };
}

/** A checkout can lie in a folder that only its owner may enter. */
function isOpenToAll(path: string): boolean {
  for (let at = path; dirname(at) !== at; at = dirname(at)) {
    if ((statSync(at).mode & 0o005) !== 0o005) return false;
  }
  return true;
}
