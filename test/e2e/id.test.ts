import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { controlPath, isAnswered } from '../../src/streams/control/control-place.ts';
import { CliProcess, endAll } from '../support/cli-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

afterEach(endAll);

describe('peertape id', () => {
  it('says who runs in a folder, in the form that others dial', async () => {
    const { node, data, peer, port } = await running();
    const told = await shown('--data', data);
    expect(told).toEqual({
      event: 'id',
      at: expect.any(Number),
      peer,
      short: `@${peer.slice(0, 8)}`,
      data,
      key: join(data, 'identity.key'),
      starts: 1,
      running: true,
      addresses: [`${peer}@127.0.0.1:${port}`],
    });
    const other = await running();
    other.node.say({ id: 1, command: 'connect', args: told['addresses'] });
    expect(await other.node.event('answer', { id: 1 })).toMatchObject({ result: { peer } });
    expect(node.events.filter(({ event }) => event === 'answer')).toEqual([]);
  });

  it('says the same of who has stopped or was killed, and never shows the key', async () => {
    const { node, data, peer } = await running();
    await node.kill('SIGKILL');
    expect(await shown('--data', data)).toMatchObject({ peer, running: false, addresses: [] });
    const words = await said(0, 'id', '--data', data);
    expect(words.out).toContain(peer);
    expect(words.out).toMatch(/^started +once\nruns +no\n/m);
    expect(words.out).not.toMatch(/PRIVATE|BEGIN/);
  });

  it('does not wait for a node that does not answer', async () => {
    const { node, data, peer } = await running();
    process.kill(node.pid, 'SIGSTOP');
    expect(await shown('--data', data)).toMatchObject({ peer, running: null, addresses: [] });
  });

  it('makes an identity only if it is told to, and only where there is none', async () => {
    const root = temporaryFolder();
    const data = join(root, 'alice');
    const none = await said(1, 'id', '--data', data);
    expect(none.err).toMatch(/^peertape: there is no identity in [^\n]+--new makes one now\)\n$/);
    expect(readdirSync(root)).toEqual([]);
    const { peer, starts } = await shown('--data', data, '--new');
    expect(starts).toBe(0);
    expect(await shown('--data', data, '--new')).toMatchObject({ peer, starts: 0 });
    const node = await running('--data', data);
    expect(node.peer).toBe(peer);
    expect(await shown('--data', data)).toMatchObject({ peer, starts: 1, running: true });
  });

  it('finds the one node that there is, or that runs, and asks which of several is meant', async () => {
    const home = { PEERTAPE_HOME: temporaryFolder() };
    const first = await shown('--new', home);
    expect(first['data']).toBe(join(home.PEERTAPE_HOME, 'node-9001'));
    expect(await shown(home)).toMatchObject({ peer: first['peer'] });
    const second = await shown('--port', '9002', '--new', home);
    expect(await shown('--id', '2', home)).toMatchObject({ peer: second['peer'] });
    const several = await said(2, 'id', home);
    expect(several.err).toMatch(/^peertape: several nodes have their data in [^\n]+\n$/);
    const { peer } = await running('--data', String(second['data']));
    expect(await shown(home)).toMatchObject({ peer, running: true });
  });
});

async function running(...words: string[]) {
  const given = words.includes('--data') ? [] : ['--data', join(temporaryFolder(), 'node')];
  const node = new CliProcess('node', '--port', '0', '--json', ...given, ...words);
  const { peer, port, data } = await node.event('listening');
  while (!(await isAnswered(controlPath(String(data)))));
  return { node, peer: String(peer), port: Number(port), data: String(data) };
}

type Said = string | Readonly<Record<string, string>>;

async function shown(...words: Said[]) {
  const { events } = await said(0, 'id', '--json', ...words);
  expect(events).toHaveLength(1);
  return events[0]!;
}

async function said(exit: number, ...words: Said[]): Promise<CliProcess> {
  const process = new CliProcess(...words);
  expect([await process.ended, process.err === '']).toEqual([exit, exit === 0]);
  return process;
}
