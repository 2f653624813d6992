import { afterEach, expect, it } from 'vitest';
import { CliProcess, endAll, startNode } from '../support/cli-process.ts';

afterEach(endAll);

it('a node tells why a peer that was killed is gone, without a tape', async () => {
  const alice = new CliProcess(
    'node',
    '--insecure',
    '--port',
    '0',
    '--name',
    'alice',
    '--no-trace',
  );
  const [, port = ''] = await alice.line(/^listening on 127\.0\.0\.1:(\d+) /m);
  const bob = await startNode('--name', 'bob', '--connect', port);
  await alice.line(/^bob @[a-z2-7]{8} has connected/m);
  expect(await bob.kill('SIGKILL')).toBe('SIGKILL');
  await alice.line(/^lost bob/m);
  alice.say('why bob');
  await alice.line(
    /^bob @[a-z2-7]{8} \(127\.0\.0\.1:\d+\) is not connected: .* \((reset|ended)\), by link in turn \d+$/m,
  );
  await alice.line(/^ {2}[\d:.]{12} {2}turn \d+ +i1 {2}link\.accepted 127\.0\.0\.1:\d+ {2}→ /m);
  await alice.line(/^ {2}[\d:.]{12} {2}turn \d+ +i1 {2}disconnected: (reset|ended) by link$/m);
  alice.say({ id: 1, command: 'why', args: ['nobody'] });
  await alice.line(/^why: no peer is called "nobody" \(.*\)$/m);
  alice.endInput();
  expect(await alice.ended).toBe(0);
});
