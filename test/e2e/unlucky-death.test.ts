import { afterEach, describe, expect, it } from 'vitest';
import { createNode } from '../../src/node/face/create-node.ts';
import type { PeertapeNode } from '../../src/node/face/peertape-node.ts';
import { CliProcess, endAll } from '../support/cli-process.ts';
import { Recording } from '../support/recording.ts';
import { talk } from '../support/talk.ts';
import { witnesses } from '../support/witnesses.ts';

/** The system tells of it at once; the rest is for a machine with a lot to do. */
const AT_ONCE_MS = 3_000;

const nodes: PeertapeNode[] = [];

afterEach(async () => {
  await Promise.all(nodes.splice(0).map((node) => node.close({ atOnce: true })));
  await endAll();
});

describe('a peer that is killed', () => {
  it('is lost at once, for programs and for people', async () => {
    const { alice, ann, both } = await witnesses();
    const bob = new CliProcess('node', '--insecure', '--port', '0', '--name', 'bob', ...both);
    await Promise.all([alice.event('connected'), ann.line(/^bob @\S+ has connected/m)]);
    const killedAt = Date.now();
    void bob.kill('SIGKILL');
    const lost = await alice.event('disconnected');
    expect(lost).toMatchObject({ how: 'lost', code: REASON, by: 'link' });
    expect(Number(lost['at']) - killedAt).toBeLessThan(AT_ONCE_MS);
    await ann.line(
      /^lost bob @\S+: the link (was reset|ended without a farewell) \((reset|ended)\)$/m,
    );
    for (const node of [alice, ann]) {
      node.say('send bob are you there?');
      node.endInput();
      expect(await node.ended).toBe(0);
    }
    expect(alice.events.find(({ event }) => event === 'answer')).toMatchObject({
      ok: false,
      error: { code: 'not-linked' },
    });
    expect(ann.out).toMatch(/^send: there is no connection to bob: connect first$/m);
  });

  it.each([
    ['plain', true],
    ['encrypted', false],
  ])('leaves no text without its end, on %s links', async (_, insecure) => {
    const alice = await createNode({ port: 0, insecure, name: 'alice' });
    nodes.push(alice);
    const told = new Recording(alice.events$, ({ event }) => OF_TEXTS.has(event));
    const links = insecure ? ['--insecure'] : [];
    const words = ['--port', '0', '--name', 'bob', '--connect', String(alice.port), '--json'];
    const bob = new CliProcess('node', ...links, ...words);
    await told.until(({ events }) => events.length > 0);
    const talking = talk(alice, 'bob', VOICES);
    await told.until(({ events }) => events.length > 10 * VOICES);
    const killedAt = Date.now();
    void bob.kill('SIGKILL');
    const { arrived, failed } = await talking;
    expect(Date.now() - killedAt).toBeLessThan(AT_ONCE_MS);
    expect(failed).toHaveLength(VOICES);
    const reasons = [...new Set(failed)].filter((code) => code !== 'not-linked');
    expect(reasons.every((code) => code === 'reset' || code === 'ended')).toBe(true);
    const gone = told.events.findLast(({ event }) => event === 'disconnected');
    expect(gone).toMatchObject({ how: 'lost', code: REASON, by: 'link' });
    const delivered = told.events.filter(({ event }) => event === 'delivered');
    expect(delivered.map((event) => 'messageId' in event && event.messageId)).toEqual(arrived);
  });
});

const REASON = expect.stringMatching(/^(reset|ended)$/);
const VOICES = 100;
const OF_TEXTS: ReadonlySet<string> = new Set(['connected', 'delivered', 'disconnected']);
