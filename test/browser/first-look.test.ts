import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { FsTapeStore } from '../../src/trace/store/fs-tape-store.ts';
import { MemoryTapeStore } from '../../src/trace/store/memory-tape-store.ts';
import { inBrowser, pageOf } from '../support/browser.ts';
import { inspected } from '../support/inspected.ts';

/** Two nodes that chat and part: 53 turns. */
const pair = new FsTapeStore(fileURLToPath(new URL('../../traces/pair/alice/', import.meta.url)));

const long = readFileSync(new URL('../../traces/doubles/alice/000001.tape', import.meta.url));

/** 936 turns, with a page among them that cannot be believed. */
function damaged(): MemoryTapeStore {
  const bytes = Uint8Array.from(long);
  bytes[Math.floor(bytes.length / 3)]! ^= 1;
  return MemoryTapeStore.of({ '000001.tape': bytes });
}

inBrowser('whoever looks for the first time', () => {
  it('sees at the end of a tape who was there last, and in which state they went', async () => {
    const page = await pageOf((await inspected(pair)).url);
    await heading(page, 'Turn 53');
    const [row] = await page.locator('.actor-row').allTextContents();
    expect(row).toContain('stopped, gone');
  });

  it('sees lit what was done in this turn, and nothing else once it is past', async () => {
    const page = await pageOf(`${(await inspected(pair)).url}&turn=2`);
    const line = 'node.starting|node.running';
    await page.locator('.chart-line.is-taken').waitFor();
    const lit = await colourOf(page, line);
    await page.keyboard.press('ArrowRight');
    await page.locator('.chart-line.is-taken').waitFor({ state: 'detached' });
    const unlit = await colourOf(page, 'node.parting|node.stopping');
    expect(unlit).not.toBe(lit);
    expect(await colourOf(page, line)).toBe(unlit);
  });

  it('is told why a connection closed: the code, what it means and who decided so', async () => {
    const page = await pageOf(`${(await inspected(pair)).url}&turn=53&actor=node/o1`);
    const reason = await page.locator('.state-reason').textContent();
    expect(reason).toBe('why disconnected by this node: a user asked for it');
  });

  it('is told so when an address names a turn or an actor of another tape', async () => {
    const page = await pageOf(`${(await inspected(pair)).url}&turn=99999&actor=node/i77`);
    await page.getByText('turn 99,999 is not on this tape').waitFor();
    await page.getByText('Never there').first().waitFor();
    await page.getByRole('button', { name: 'Show the node' }).first().click();
    await page.locator('.actor-row[aria-selected="true"]', { hasText: 'node' }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await heading(page, 'Turn 52');
    await page.getByText('is not on this tape').waitFor({ state: 'detached' });
  });

  it('reads what was said beside the bytes that say it', async () => {
    const page = await pageOf((await inspected(pair)).url);
    await heading(page, 'Turn 53');
    await page.keyboard.press('2');
    await page.getByRole('button', { name: /from o1: text/ }).click();
    expect(await page.locator('.frame-said').textContent()).toMatch(/^“.+”$/);
  });

  it('is led out of a stretch that is missing, and sees behind it what the tape alone tells', async () => {
    const page = await pageOf(`${(await inspected(damaged())).url}&turn=400`);
    await page.getByText('This turn is not on the tape').waitFor();
    await page.locator('.turn-place').getByRole('button', { name: /^turn/ }).last().click();
    await page.getByText('As it stands on the tape, not run again').waitFor();
    expect(await page.locator('.step').first().textContent()).toContain('then in');
    await page.getByText('This turn is not on the tape').waitFor({ state: 'detached' });
  });

  it('sees all of a chart where they ask for all of it, with guards and actions too', async () => {
    const page = await pageOf(`${(await inspected(pair)).url}&turn=20&actor=node/o1`);
    await page.getByRole('button', { name: 'All', exact: true }).click();
    await page.getByRole('button', { name: 'Guards and actions' }).click();
    const pane = (await page.locator('.chart-canvas').boundingBox())!;
    const drawn = async () => (await page.locator('.chart-paper > g').boundingBox())!;
    await expect
      .poll(async () => {
        const { y, height } = await drawn();
        return y >= pane.y && y + height <= pane.y + pane.height;
      })
      .toBe(true);
  });

  it('finds all signs explained beside the keys, also where the window is low', async () => {
    const viewport = { width: 1024, height: 600 };
    const page = await pageOf((await inspected(pair)).url, { viewport });
    await heading(page, 'Turn 53');
    await page.keyboard.press('?');
    const last = page.getByText('In the state: new, changed, changed inside, gone');
    await last.scrollIntoViewIfNeeded();
    const { y, height } = (await last.boundingBox())!;
    expect(y + height).toBeLessThan(viewport.height);
  });
});

async function heading(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { name, exact: true }).waitFor();
}

async function colourOf(page: Page, line: string): Promise<string> {
  const path = `document.querySelector('[data-line="${line}"] path')`;
  return String(await page.evaluate(`getComputedStyle(${path}).stroke`));
}
