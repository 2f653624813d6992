import { createPrivateKey } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { CliProcess, endAll } from '../support/cli-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

afterEach(endAll);

it.each([
  ['on encrypted links', []],
  ['on plain links', ['--insecure']],
])(
  'no key is in anything that nodes write or say but the key files, %s (S4-10)',
  async (_, insecure) => {
    const folder = temporaryFolder();
    const networkKey = join(folder, 'network.key');
    const made = new CliProcess('key', networkKey);
    expect(await made.ended).toBe(0);
    const shared = ['--log', join(folder, 'log'), '--network-key', networkKey, '--bodies', 'all'];
    const wordsOf = (name: string) =>
      ['--name', name, '--data', join(folder, name)].concat(shared, insecure);
    const alice = new CliProcess('--port', '0', '--json', ...wordsOf('alice'));
    const { port, node: id } = await alice.event('listening');
    const bob = new CliProcess('--port', '0', ...wordsOf('bob'), '--connect', String(port));
    await bob.line(/^connected to alice/m);
    bob.say('send alice can you keep a secret?');
    await alice.event('message');
    await bob.line(/^delivered to alice/m);
    bob.endInput();
    const config = new CliProcess('node', '--json', '--print-config', ...wordsOf('alice'));
    alice.endInput();
    expect([await bob.ended, await alice.ended, await config.ended]).toEqual([0, 0, 0]);

    const spoken = [made, alice, bob, config].map(({ out, err }) => out + err);
    const files = filesIn(folder).filter((path) => !path.endsWith('.key'));
    const texts = [
      ...spoken.map((text) => Buffer.from(text)),
      ...files.map((path) => readFileSync(path)),
    ];
    const secrets = [
      ...privateIn(join(folder, 'alice', 'identity.key')),
      ...privateIn(join(folder, 'bob', 'identity.key')),
      ...formsOf(Buffer.from(readFileSync(networkKey, 'utf8'), 'hex')),
    ];
    expect(secrets.map((secret) => texts.filter((text) => text.includes(secret)).length)).toEqual(
      secrets.map(() => 0),
    );
    const tapes = files.filter((path) => path.endsWith('.tape')).map((path) => readFileSync(path));
    expect(tapes).toHaveLength(2);
    for (const open of [String(id), 'can you keep a secret?']) {
      expect(tapes.every((tape) => tape.includes(open))).toBe(true);
    }
  },
);

/** As bytes, and as people or programs would write them down. */
function formsOf(secret: Buffer): readonly Buffer[] {
  expect(secret).toHaveLength(32);
  const texts = (['hex', 'base64url', 'base64'] as const).map((form) => secret.toString(form));
  return [secret, ...texts.map((text) => Buffer.from(text.replace(/=$/, '')))];
}

/** The seed of a private key, and the key as it stands in its file. */
function privateIn(path: string): readonly Buffer[] {
  const pem = readFileSync(path, 'utf8');
  const { d = '' } = createPrivateKey(pem).export({ format: 'jwk' });
  const [, line = ''] = pem.split('\n');
  expect(line).toMatch(/^[A-Za-z0-9+/]{64}$/);
  return [...formsOf(Buffer.from(d, 'base64url')), Buffer.from(line)];
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
}
