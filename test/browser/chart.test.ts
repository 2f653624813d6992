import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { root } from '../../scripts/prepare.mjs';
import type { ActorShown } from '../../src/inspector/answers/actor.ts';
import { drawnMachines } from '../../src/inspector/charts/drawn-machines.ts';
import { machines } from '../../src/node/running/machines.ts';
import { accessibilityFaults } from '../support/accessibility.ts';
import { inBrowser, pageOf } from '../support/browser.ts';
import { bundled } from '../support/bundled.ts';
import { elkLayout } from '../support/elk-layout.ts';
import { smallSite } from '../support/small-site.ts';

const folder = join(root, 'src/inspector/page');

const html = `<!doctype html><html lang="en"><link rel="icon" href="data:," /><title>chart</title>
  <main id="page"><h1 class="unseen">chart</h1></main><script type="module" src="/page.js"></script></html>`;

const script = `
  import { h, render } from 'preact';
  import { head } from '${folder}/store/head.ts';
  import { ChartPane } from '${folder}/chart/chart-pane.tsx';
  head.value = { ...head.value, firstTurn: 1, lastTurn: 9, turns: 9 };
  const page = document.querySelector('#page');
  render(h(ChartPane), page.appendChild(document.createElement('div')));
`;

const quiet: ActorShown = {
  turn: 9,
  path: 'node/o1',
  machine: 'connection',
  presence: 'there',
  active: [
    'connection',
    'connection.established',
    'connection.established.liveness',
    'connection.established.liveness.quiet',
    'connection.established.writability',
    'connection.established.writability.open',
  ],
  before: [
    'connection',
    'connection.established',
    'connection.established.liveness',
    'connection.established.liveness.waiting',
    'connection.established.writability',
    'connection.established.writability.open',
  ],
  taken: ['connection.established.liveness|pong|0'],
  ignored: ['probe'],
  timers: [],
  halfReceived: null,
  reason: null,
  context: [],
  previous: null,
  next: null,
};

inBrowser('the chart of an actor', () => {
  it.each(Object.keys(machines))(
    'has room for all words of %s as they are drawn',
    async (machine) => {
      const page = await chartOf({ ...quiet, machine, active: [machine], before: [], taken: [] });
      expect(await misplacedWords(page)).toEqual([]);
      await page.getByRole('button', { name: 'Guards and actions' }).click();
      await page.locator('.chart-words.is-does, .chart-words.is-entry').first().waitFor();
      expect(await misplacedWords(page)).toEqual([]);
    },
  );

  it('lights where it is, what it left and what was taken, and says what was ignored', async () => {
    const page = await chartOf(quiet);
    expect(await statesWith(page, 'is-active')).toEqual(quiet.active);
    expect(await statesWith(page, 'is-leaf')).toEqual([quiet.active[3], quiet.active[5]]);
    expect(await statesWith(page, 'is-left')).toEqual([quiet.before[3]]);
    expect(await page.locator('.chart-words.is-taken').allTextContents()).toEqual([
      'pong',
      '→ quiet',
    ]);
    expect(await page.locator('.chart-note').allTextContents()).toEqual([
      'pong → quiet',
      'ignored: probe',
    ]);
  });

  it('marks the line that was taken', async () => {
    const [from, to] = ['connection.dialling', 'connection.securing'];
    const page = await chartOf({
      ...quiet,
      active: ['connection', to, `${to}.awaiting keys`],
      before: ['connection', from],
      taken: [`${from}|link.opened|0`],
    });
    const taken = page.locator('.chart-line.is-taken');
    expect(await taken.getAttribute('data-line')).toBe(`${from}|${to}`);
    expect(await page.locator('.chart-words.is-taken').textContent()).toBe('link.opened');
  });

  it('shows where it is at first, moves with keys, and comes back', async () => {
    const page = await chartOf(quiet);
    const leaf = page.locator('.chart-state.is-leaf').first();
    const seen = async () => {
      const [pane, box] = [await page.locator('.chart').boundingBox(), await leaf.boundingBox()];
      return box!.y >= pane!.y && box!.y + box!.height <= pane!.y + pane!.height;
    };
    await expect.poll(seen).toBe(true);
    await page.locator('.chart-canvas').focus();
    for (let times = 0; times < 30; times += 1) await page.keyboard.press('ArrowUp');
    await expect.poll(seen).toBe(false);
    await page.keyboard.press('1');
    await expect.poll(seen).toBe(true);
    await page.keyboard.press('0');
    await page.getByRole('button', { name: 'All', exact: true, pressed: true }).waitFor();
    const [small, paper] = [page.locator('.chart-state').first(), page.locator('.chart-paper')];
    const [outer, pane] = [await small.boundingBox(), await paper.boundingBox()];
    expect(outer!.height).toBeLessThanOrEqual(pane!.height);
  });

  it('goes where words lead that are clicked', async () => {
    const page = await chartOf(quiet);
    const goal = page.locator('[data-state="connection.leaving.deaf"] > rect');
    const before = await goal.boundingBox();
    await page.locator('.chart-words.is-to', { hasText: '→ deaf' }).last().dispatchEvent('click');
    await expect.poll(async () => (await goal.boundingBox())!.y).not.toBe(before!.y);
    const [box, pane] = [await goal.boundingBox(), await page.locator('.chart').boundingBox()];
    expect(Math.round(box!.y + box!.height / 2)).toBe(Math.round(pane!.y + pane!.height / 2));
  });

  it.each(['light', 'dark'] as const)('can be used by all, in %s', async (colorScheme) => {
    const page = await chartOf(quiet, colorScheme);
    expect(await accessibilityFaults(page)).toEqual([]);
    const paper = page.getByRole('img', { name: 'connection, in established, liveness, quiet' });
    expect(await paper.count()).toBe(1);
    const list = page.getByRole('list', { name: 'States' });
    expect(await list.getByText('established, liveness, quiet, active').count()).toBe(1);
  });

  it('says so where an actor is not there, and where nobody knows its machine', async () => {
    const gone = await chartOf({ ...quiet, presence: 'gone', active: [], taken: [], previous: 3 });
    await gone.getByText('Not there any more').waitFor();
    const other = await chartOf({ ...quiet, machine: 'toaster' });
    await other.getByText('No chart of this machine').waitFor();
  });
});

const drawn = drawnMachines(elkLayout());

async function chartOf(shown: ActorShown, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const site = await smallSite({
    '/': html,
    '/page.js': await bundled(script),
    '/charts.json': JSON.stringify(await drawn),
    '/api/actor': JSON.stringify(shown),
  });
  const page = await pageOf(`${site}/#actor=${shown.path}`, { colorScheme });
  await page.addStyleTag({ content: styles() });
  await page.locator('.chart-state, .standing-title').first().waitFor();
  await page.evaluate('new Promise(requestAnimationFrame)');
  return page;
}

/** As the build puts them together, and a pane as large as the page. */
function styles(): string {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const others = names.filter((name) => name.endsWith('.css') && name !== 'page.css').toSorted();
  const sheets = ['page.css', ...others].map((name) => readFileSync(join(folder, name), 'utf8'));
  return `${sheets.join('\n')} #page > div, .chart-pane { height: 100%; }`;
}

async function statesWith(page: Page, look: string): Promise<readonly string[]> {
  return await page
    .locator(`.chart-state.${look}`)
    .evaluateAll((states) => states.map((state) => state.getAttribute('data-state') ?? ''));
}

/** Words that are wider than the boxes they were laid out in, and names that reach out of their states. */
async function misplacedWords(page: Page): Promise<readonly string[]> {
  return await page.evaluate<string[]>(`
    [...document.querySelectorAll('.chart-words, .chart-state')].flatMap((group) => {
      const room = group.querySelector(':scope > rect, :scope > circle').getBBox();
      return [...group.querySelectorAll(':scope > text')].flatMap((text) => {
        const { x, y, width, height } = text.getBBox();
        const fits = x >= room.x && x + width <= room.x + room.width &&
          y >= room.y - 2 && y + height <= room.y + room.height + 2;
        return fits ? [] : [text.textContent];
      });
    })
  `);
}
