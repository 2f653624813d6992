import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filter, firstValueFrom } from 'rxjs';
import { expect, it, onTestFinished } from 'vitest';
import { root } from '../../scripts/prepare.mjs';
import { openFilm } from '../../src/inspector/film/tape-film.ts';
import { ToolFeed } from '../../src/inspector/stately/tool-feed.ts';
import type { ToolMessage } from '../../src/inspector/stately/tool-message.ts';
import { createNode } from '../../src/node/face/create-node.ts';
import { machines } from '../../src/node/running/machines.ts';
import { FsTapeStore } from '../../src/trace/store/fs-tape-store.ts';
import { inBrowser, pageOf } from '../support/browser.ts';
import { bundled } from '../support/bundled.ts';
import { crowdedLife } from '../support/crowded-life.ts';
import { PureFilm } from '../support/pure-film.ts';
import { smallSite } from '../support/small-site.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { toolHouse } from '../support/tool-house.ts';
import { ToolKnown } from '../support/tool-known.ts';

type Page = Awaited<ReturnType<typeof pageOf>>;

const html =
  '<!doctype html><link rel="icon" href="data:," /><script type="module" src="/tool.js"></script>';

/** A page with a receiver as the package has it; what it is told it keeps in `heard`. */
async function toolSite(receiver: string): Promise<string> {
  const tool = await bundled(`
    import { createWebSocketReceiver, createBrowserReceiver } from '@statelyai/inspect';
    window.heard = [];
    ${receiver}.subscribe((message) => window.heard.push(message));
  `);
  return smallSite({
    '/': html,
    '/tool.js': tool,
    '/bridge.html': bridgeOf(readFileSync(join(root, 'docs/stately.md'), 'utf8')),
  });
}

const overWebSocket =
  'createWebSocketReceiver({ server: decodeURIComponent(location.hash.slice(1)) })';

/** The page of the docs; no browser asks it for an icon. */
function bridgeOf(docs: string): string {
  const [, page = ''] = /```html\n(.*?)```/s.exec(docs) ?? [];
  return page.replace('<style>', '<link rel="icon" href="data:," /><style>');
}

async function heardBy(
  page: Pick<Page, 'waitForFunction' | 'evaluate'>,
  condition: string,
): Promise<readonly ToolMessage[]> {
  await page.waitForFunction(`window.heard?.${condition}`, undefined, { polling: 50 });
  return page.evaluate<ToolMessage[]>('window.heard');
}

function hasHeard(path: string, event: string): string {
  return `some((said) => said.sessionId.split('@')[0] === '${path}' && said.event?.type === '${event}')`;
}

function hasStopped(session: string): string {
  return `some((said) => said.sessionId === '${session}' && said.snapshot?.status === 'done')`;
}

function asJson(messages: Iterable<ToolMessage>): unknown {
  return JSON.parse(JSON.stringify([...messages]));
}

inBrowser('the official receiver in a browser', () => {
  it('that comes late has all of a thousand actors, and then all that follows', async () => {
    const node = crowdedLife(1_000);
    const film = new PureFilm(node);
    const site = await toolSite(overWebSocket);
    const { address } = await toolHouse(film, { origins: [site] });
    const page = await pageOf(`${site}/#${encodeURIComponent(address)}`);
    const all = await heardBy(page, 'length === 2002');
    const known = new ToolKnown().hear(all);
    expect([known.names.size, known.snapshots.size, known.events]).toEqual([1_001, 1_001, []]);
    expect(all.slice(0, 1_001).every(({ type }) => type === '@xstate.actor')).toBe(true);
    node.take({ type: 'link.closed', link: 'i999', code: 'reset' });
    film.develop();
    const later = new ToolKnown().hear(await heardBy(page, 'length >= 2008'));
    expect(later.strangers).toEqual([]);
    expect(later.there).toHaveLength(node.system.actors.size);
    expect(later.events).toEqual([
      'outside → node/i999@3897: link.closed',
      'node/i999@3897 → node: connection.leaving',
      'node/i999@3897 → node: connection.closed',
    ]);
  });

  it('is told a trace, turn by turn', async () => {
    const film = openFilm(new FsTapeStore(join(root, 'traces/diamond/carol')), { machines });
    onTestFinished(() => film.close());
    await firstValueFrom(film.head$.pipe(filter(({ state }) => state === 'over')));
    const site = await toolSite(overWebSocket);
    const { address } = await toolHouse(film, { origins: [site] });
    const page = await pageOf(`${site}/#${encodeURIComponent(`${address}&from=0`)}`);
    const told = asJson(new ToolFeed(film, { from: 0, turn: null }).news()) as readonly unknown[];
    expect(await heardBy(page, `length >= ${told.length}`)).toEqual(told);
  });

  it('follows a node that runs, and is told when it stops', async () => {
    const alice = await createNode({ name: 'alice', port: 0, trace: false });
    const trace = join(temporaryFolder(), 'tape');
    const bob = await createNode({ name: 'bob', port: 0, trace });
    onTestFinished(async () => {
      await Promise.all([alice, bob].map((node) => node.close({ atOnce: true })));
    });
    const film = openFilm(new FsTapeStore(trace), { machines, follows: true });
    onTestFinished(() => film.close());
    const site = await toolSite(overWebSocket);
    const { address } = await toolHouse(film, { origins: [site] });
    const page = await pageOf(`${site}/#${encodeURIComponent(`${address}&from=0`)}`);
    await heardBy(page, hasHeard('node', 'network.listening'));
    await alice.connect(bob.address);
    await heardBy(page, hasHeard('node/i1', 'welcome'));
    await bob.close();
    const known = new ToolKnown().hear(await heardBy(page, hasStopped('node')));
    expect([known.strangers, known.there]).toEqual([[], []]);
  });

  it('may not come from a page that nobody has named', async () => {
    const site = await smallSite({ '/': '<!doctype html><link rel="icon" href="data:," />' });
    const { address } = await toolHouse(new PureFilm(crowdedLife(3)));
    const page = await pageOf(site, { mayComplain: /WebSocket connection to .* failed.*403/ });
    const outcome = await page.evaluate(
      `new Promise((resolve) => {
        const socket = new WebSocket(${JSON.stringify(address)});
        socket.onopen = () => resolve('open');
        socket.onerror = () => resolve('refused');
      })`,
    );
    expect(outcome).toBe('refused');
  });

  it('in a frame, as the official page is, is told by the page of the docs', async () => {
    const node = crowdedLife(5);
    const film = new PureFilm(node);
    const tool = await toolSite('createBrowserReceiver()');
    const { address } = await toolHouse(film, { origins: [tool] });
    const hash = new URLSearchParams({ server: address, tool: `${tool}/` }).toString();
    const page = await pageOf(`${tool}/bridge.html#${hash}`);
    await page.waitForFunction('frames[0]?.heard?.length >= 12');
    const [, frame] = page.frames();
    const told = asJson(new ToolFeed(film, { from: null, turn: null }).news());
    expect(await heardBy(frame!, 'length >= 12')).toEqual(told);
  });
});
