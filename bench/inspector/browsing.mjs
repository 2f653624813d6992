import { chromium } from 'playwright-core';
import { Cli } from './cli.mjs';
import { at } from './tell.mjs';

const moves = 200;
const moveMs = 10;
const tabs = ['chart', 'sequence', 'overlay'];

/**
 * What somebody sees in a real Chromium: how soon there is something, whether it follows a hand that scrubs over the
 * whole tape in two seconds, and what the page holds after it has played for so long.
 *
 * @param {string} tape
 * @param {{ executablePath: string, playMs: number }} how
 */
export async function browseTape(tape, { executablePath, playMs }) {
  const isRoot = process.getuid?.() === 0;
  const browser = await chromium.launch({ executablePath, args: isRoot ? ['--no-sandbox'] : [] });
  const cli = new Cli(['inspect', tape]);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const { url } = await cli.event('inspector');
    const began = performance.now();
    await page.goto(url);
    await page.locator('[data-state].is-active').first().waitFor();
    await page.locator('.turn-parts').waitFor();
    /** @type {Record<string, number>} */
    const found = { 'from the address to the first moment, ms': performance.now() - began };
    await page.evaluate(countFrames);
    for (const tab of tabs) {
      await page.getByRole('tab', { name: tab }).click();
      await page.waitForTimeout(300);
      const { lag, frames } = await scrub(page);
      found[`${tab}: scrubbing, 95 of 100 frames, ms`] = at(frames, 0.95);
      found[`${tab}: the longest frame, ms`] = at(frames, 1);
      found[`${tab}: from the last move to its turn, ms`] = lag;
    }
    return { ...found, ...(await play(page, playMs)) };
  } finally {
    await browser.close();
    await cli.end();
  }
}

/** @param {import('playwright-core').Page} page */
async function scrub(page) {
  const box = await page.locator('.strip').boundingBox();
  if (box === null) throw new Error('there is no timeline');
  const [left, y] = [box.x + 2, box.y + 40];
  const devtools = await page.context().newCDPSession(page);
  await page.mouse.move(left, y);
  await page.mouse.down();
  await frameTimes(page);
  const sent = [];
  for (let move = 1; move <= moves; move += 1) {
    const x = left + ((box.width - 4) * move) / moves;
    const moved = { type: /** @type {const} */ ('mouseMoved'), x, y, buttons: 1 };
    sent.push(devtools.send('Input.dispatchMouseEvent', { ...moved, button: 'left' }));
    await page.waitForTimeout(moveMs);
  }
  await Promise.all(sent);
  /** @type {number} */
  const lag = await page.evaluate(untilShown);
  const frames = await frameTimes(page);
  await page.mouse.up();
  await devtools.detach();
  return { lag, frames };
}

/**
 * @param {import('playwright-core').Page} page
 * @param {number} playMs
 */
async function play(page, playMs) {
  await page.getByRole('tab', { name: 'chart' }).click();
  await page.getByRole('button', { name: /first turn/i }).click();
  await page.getByLabel('How fast it is played').selectOption('100 turns/s');
  const before = await heldBy(page);
  await page.getByRole('button', { name: /^play/i }).click();
  await frameTimes(page);
  await page.waitForTimeout(playMs);
  const frames = await frameTimes(page);
  const after = await heldBy(page);
  return {
    'playing, 95 of 100 frames, ms': at(frames, 0.95),
    'playing, the longest frame, ms': at(frames, 1),
    'held by the page before, KB': before.kilobytes,
    'held by the page after, KB': after.kilobytes,
    'nodes of the page before': before.nodes,
    'nodes of the page after': after.nodes,
  };
}

/** @param {import('playwright-core').Page} page */
async function heldBy(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  const { nodes } = await devtools.send('Memory.getDOMCounters');
  await devtools.detach();
  return { kilobytes: usedSize / 1_024, nodes };
}

// What follows runs in the page.

const countFrames = `{
  globalThis.frames = [];
  let before = performance.now();
  const count = (now) => {
    frames.push(now - before);
    before = now;
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
}`;

/** Until the pane of the turn shows the turn that the slider is at. */
const untilShown = `(async () => {
  const began = performance.now();
  for (;;) {
    const wanted = document.querySelector('.playhead').getAttribute('aria-valuenow');
    const pane = document.querySelector('.turn-parts')?.closest('section');
    const isBusy = pane?.querySelector('.pane-busy').classList.contains('is-busy') ?? true;
    const shown = pane?.querySelector('h2').textContent.replace(/\\D/g, '');
    if (!isBusy && shown === wanted) return performance.now() - began;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
})()`;

/**
 * How long each frame took since the last time that it was asked, in order of that.
 *
 * @param {import('playwright-core').Page} page
 * @returns {Promise<number[]>}
 */
async function frameTimes(page) {
  /** @type {number[]} */
  const frames = await page.evaluate('frames.splice(0)');
  return frames.toSorted((a, b) => a - b);
}
