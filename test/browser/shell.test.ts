import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { ActorRow, Actors } from '../../src/inspector/answers/actors.ts';
import type { ServerParts } from '../../src/inspector/server/page-server.ts';
import { FsTapeStore } from '../../src/trace/store/fs-tape-store.ts';
import { MemoryTapeStore } from '../../src/trace/store/memory-tape-store.ts';
import { accessibilityFaults } from '../support/accessibility.ts';
import { inBrowser, pageOf } from '../support/browser.ts';
import { aboutTest, inspected, shown } from '../support/inspected.ts';
import { ShownFilm } from '../support/shown-film.ts';

/** Two links between the same two nodes, of which one yields: 936 turns. */
const folder = new URL('../../traces/doubles/alice/', import.meta.url);
const doubles = new FsTapeStore(fileURLToPath(folder));

inBrowser('a moment of a trace', () => {
  it('is where its address says, and the address follows whoever looks', async () => {
    const page = await pageOf(`${(await inspected(doubles)).url}&turn=120&actor=node/i2`);
    await turnIs(page, 120);
    expect(await page.title()).toBe('alice · turn 120 — peertape');
    expect(await page.locator('.actor-row[aria-selected="true"] .actor-path').textContent()).toBe(
      'node/i2',
    );
    await page.keyboard.press('ArrowRight');
    await turnIs(page, 121);
    await page.waitForURL(/#turn=121&actor=node\/i2&view=chart$/);
    expect(page.url()).not.toContain('token');
    await page.reload();
    await turnIs(page, 121);
  });

  it('is followed to another when somebody changes the address', async () => {
    const page = await pageOf((await inspected(doubles)).url);
    await turnIs(page, 936);
    await page.evaluate('location.hash = "#turn=7&actor=node&view=sequence"');
    await turnIs(page, 7);
    await page.getByRole('tab', { name: 'sequence', selected: true }).waitFor();
  });

  it('is not shown to a page that has no token', async () => {
    const { port } = await inspected(doubles);
    const page = await pageOf(`http://127.0.0.1:${port}/`, { mayComplain: /403/ });
    await page.getByRole('heading', { name: 'This page needs its whole address' }).waitFor();
  });
});

inBrowser('the keys', () => {
  it('step by turns, by the turns of an actor and by marks, to the ends and to a number', async () => {
    const page = await pageOf(`${(await inspected(doubles)).url}&turn=10`);
    await turnIs(page, 10);
    const seen: number[] = [];
    for (const keys of [['ArrowLeft'], ['Home'], ['End'], ['g', '1', '0', '0', 'Enter']]) {
      for (const key of keys) await page.keyboard.press(key);
      seen.push(await turnOf(page));
    }
    expect(seen).toEqual([9, 1, 936, 100]);
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => turnOf(page)).toBeGreaterThan(100);
    await page.keyboard.press('Home');
    await page.keyboard.press(']');
    await expect.poll(() => turnOf(page)).toBeGreaterThan(1);
    const atMark = await turnOf(page);
    await page.keyboard.press(']');
    await expect.poll(() => turnOf(page)).toBeGreaterThan(atMark);
    await page.keyboard.press('[');
    await turnIs(page, atMark);
  });

  it('change the view and the theme, open help and close it', async () => {
    const page = await pageOf((await inspected(doubles)).url);
    await turnIs(page, 936);
    await page.keyboard.press('3');
    await page.getByRole('tab', { name: 'overlay', selected: true }).waitFor();
    await page.keyboard.press('t');
    await page.keyboard.press('t');
    await page.locator('html[data-theme="dark"]').waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Help' }).waitFor();
    await page.keyboard.press('ArrowLeft');
    expect(await turnOf(page)).toBe(936);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('mean what they say where somebody writes', async () => {
    const page = await pageOf(`${(await inspected(doubles)).url}&turn=120`);
    await turnIs(page, 120);
    await page.keyboard.press('/');
    await page.keyboard.type('3t?f');
    await page.keyboard.press('Home');
    expect(await page.getByRole('searchbox', { name: 'Search actors' }).inputValue()).toBe('3t?f');
    expect(await turnOf(page)).toBe(120);
    await page.getByText('No actor fits').waitFor();
  });
});

inBrowser('the tape', () => {
  it('is scrubbed by hand, and says where it is', async () => {
    const page = await pageOf(`${(await inspected(doubles)).url}&turn=1`);
    await turnIs(page, 1);
    const strip = (await page.locator('.strip').boundingBox())!;
    const y = strip.y + strip.height / 2;
    await page.mouse.move(strip.x + 10, y);
    await page.mouse.down();
    await page.mouse.move(strip.x + strip.width / 4, y);
    await page.mouse.move(strip.x + strip.width / 2, y);
    await page.mouse.up();
    await page.mouse.move(strip.x + 10, y);
    await turnIs(page, 469);
    const slider = page.getByRole('slider', { name: 'Turn' });
    expect(await slider.getAttribute('aria-valuetext')).toMatch(
      /^turn 469 of 936 turns, [\d]+ min/,
    );
    await slider.focus();
    await page.keyboard.press('ArrowUp');
    await turnIs(page, 470);
  });

  it('plays, and stops at its end', async () => {
    const page = await pageOf(`${(await inspected(doubles)).url}&turn=920`);
    await turnIs(page, 920);
    await page.getByLabel('How fast it is played').selectOption('100 turns/s');
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await turnIs(page, 936);
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  });

  it('is looked at more closely, and stays with whoever steps on', async () => {
    const page = await pageOf(`${(await inspected(doubles)).url}&turn=468`);
    await turnIs(page, 468);
    for (const key of '++++++') await page.keyboard.press(key);
    await page.locator('.overview:not(.is-whole)').waitFor();
    for (let steps = 0; steps < 25; steps += 1) await page.keyboard.press('ArrowRight');
    await turnIs(page, 493);
    await page.locator('.playhead:not(.is-elsewhere)').waitFor();
    await page.keyboard.press('0');
    await page.locator('.overview.is-whole').waitFor();
  });

  it('shows what is whole of one that is torn, and says that it is', async () => {
    const page = await pageOf((await inspected(torn())).url);
    await page.getByRole('button', { name: /^torn/ }).first().waitFor();
    const last = await turnOf(page);
    expect(last).toBeGreaterThan(100);
    expect(last).toBeLessThan(936);
    await page.locator('.fault').click();
    await page.keyboard.press('i');
    await page.getByRole('dialog').getByText('Missing or wrong').waitFor();
  });
});

inBrowser('the actors', () => {
  it('are found by their names, narrowed by what they are, and chosen by key', async () => {
    const page = await pageOf(`${(await inspected(doubles)).url}&turn=120`);
    await turnIs(page, 120);
    await page.getByLabel('Only of this machine').selectOption('connection');
    await page.locator('.actor-row', { hasText: 'running' }).waitFor({ state: 'detached' });
    await page.getByRole('listbox', { name: 'Actors' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const chosen = page.locator('.actor-row[aria-selected="true"] .actor-path');
    expect(await chosen.textContent()).toMatch(/^node\/[io]\d+$/);
    await page.getByLabel('Only of this close code').selectOption({ index: 1 });
    await page.locator('.actor-row .badge').first().waitFor();
  });

  it('are still to be found when they have all gone', async () => {
    const page = await pageOf((await inspected(doubles)).url);
    await page.locator('.actor-row.is-gone', { hasText: 'stopped' }).waitFor();
    await page.getByRole('checkbox', { name: 'gone too' }).check();
    await page.getByText('node/i1', { exact: true }).waitFor();
  });

  it('are two thousand and more without as many rows, and none is lost', async () => {
    const page = await pageOf((await crowd()).url, { mayComplain: /404/ });
    await page.getByText('node/i7', { exact: true }).waitFor();
    await page.getByRole('listbox', { name: 'Actors' }).focus();
    await page.keyboard.press('End');
    await page.getByText('node/i2499', { exact: true }).waitFor();
    await page.keyboard.press('PageUp');
    await page.keyboard.press('Enter');
    await page.locator('.actor-row[aria-selected="true"]').waitFor();
    expect(await page.locator('.actor-row').count()).toBeLessThan(40);
  });
});

inBrowser('a page of what is being recorded', () => {
  it('moves nothing but what is new', async () => {
    const { url, film } = await crowd();
    const page = await pageOf(url, { mayComplain: /404/ });
    await turnIs(page, 10);
    await page.evaluate(`
      window.shifts = [];
      new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map(({ value }) => value)))
        .observe({ type: 'layout-shift' });
    `);
    for (const turn of [11, 99, 100, 101, 999, 1_000, 12_345]) {
      film.goTo(turn);
      await turnIs(page, turn);
    }
    expect(await page.evaluate('window.shifts')).toEqual([]);
  });

  it('says when nobody answers any more, and when somebody does who does not know it', async () => {
    const inspector = await crowd();
    const page = await pageOf(inspector.url, { mayComplain: /ERR_|Failed to load|40[34]/ });
    await turnIs(page, 10);
    await inspector.close();
    const notice = page.getByRole('alert').filter({ hasText: 'peertape does not answer any more' });
    await notice.waitFor();
    expect(await notice.textContent()).toContain(`peertape inspect '${aboutTest.path}'`);
    await crowd(inspector.port);
    await page.getByText('peertape was started anew, and does not know this page.').waitFor();
  });
});

inBrowser('whoever cannot see the page, or not well', () => {
  it.each(['light', 'dark'] as const)('can use it (%s)', async (colorScheme) => {
    const page = await pageOf(`${(await inspected(doubles)).url}&turn=120`, { colorScheme });
    await turnIs(page, 120);
    await page.locator('.actor-row').first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    for (const key of ['i', '?']) {
      await page.keyboard.press(key);
      await page.getByRole('dialog').waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
  });
});

/** Waits until the page shows that turn. */
async function turnIs(page: Page, turn: number): Promise<void> {
  const name = `Turn ${turn.toLocaleString('en')}`;
  await page.getByRole('heading', { name, exact: true }).waitFor();
}

async function turnOf(page: Page): Promise<number> {
  return Number(await page.locator('#turn-field').inputValue());
}

/** The same tape, cut in the middle of a record. */
function torn(): MemoryTapeStore {
  const bytes = readFileSync(fileURLToPath(new URL('000001.tape', folder)));
  return MemoryTapeStore.of({ '000001.tape': bytes.subarray(0, bytes.length / 2 + 3) });
}

/** A film with 2,500 connections, of which nothing else is known. */
async function crowd(port = 0) {
  const film = new ShownFilm();
  film.goTo(10);
  const answer: ServerParts['answer'] = (path, query) => {
    if (path === '/api/about') return { status: 200, body: aboutTest };
    if (path === '/api/actors') return { status: 200, body: manyActors(query) };
    return { status: 404, error: { code: 'not-found', text: 'nobody knows' } };
  };
  const inspector = await shown({ film, answer }, port);
  return { ...inspector, film };
}

function manyActors(query: URLSearchParams): Actors {
  const from = Number(query.get('from'));
  const count = Math.min(Number(query.get('count')), 2_500 - from);
  const rows = Array.from({ length: Math.max(count, 0) }, (_, place) => rowOf(from + place));
  return { fitting: 2_500, all: 2_500, from, rows, machines: [], states: [], codes: [] };
}

function rowOf(place: number): ActorRow {
  return {
    path: `node/i${place}`,
    machine: 'connection',
    state: 'greeting',
    isGone: false,
    moved: place % 3 === 0,
    peer: '',
    name: '',
    address: '10.0.0.1:1',
    inbound: true,
    code: '',
    firstTurn: 1,
    lastTurn: null,
  };
}
