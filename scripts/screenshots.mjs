/**
 * Takes the pictures of the inspector that README.md and docs/ show, into docs/images/, of golden tapes: so they look the
 * same each time. `npm run build` first; `PEERTAPE_CHROMIUM` says where a Chromium is, if it is not on the path.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const bytesMax = 200_000;
const size = { width: 1280, height: 800 };
const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * @typedef {{ name: string, trace: string, turn: number, actor: string, view: string, dark?: boolean, code?: string }} Picture
 * `code`: only actors that closed so are listed.
 */

/** @type {readonly Picture[]} */
const pictures = [
  { name: 'light', trace: 'two-halves/n0', turn: 346, actor: 'node/o10', view: 'chart' },
  { name: 'dark', trace: 'two-halves/n0', turn: 346, actor: 'node/o10', view: 'chart', dark: true },
  { name: 'sequence', trace: 'diamond/alice', turn: 64, actor: 'node', view: 'sequence' },
  { name: 'overlay', trace: 'invented-leads/n0', turn: 400, actor: 'node', view: 'overlay' },
  { name: 'why', trace: 'ban/bob', turn: 29, actor: 'node/o1', view: 'chart', code: 'banned' },
];

mkdirSync(join(root, 'docs/images'), { recursive: true });
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  for (const picture of pictures) await take(picture);
} finally {
  await browser.close();
}

/** @param {Picture} picture */
async function take({ name, trace, turn, actor, view, dark = false, code }) {
  const inspector = inspect(`traces/${trace}`);
  const context = await browser.newContext({
    viewport: size,
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
  });
  try {
    const page = await context.newPage();
    await page.goto(`${await inspector.url}&turn=${turn}&actor=${actor}&view=${view}`);
    await page.getByRole('heading', { name: `Turn ${turn}`, exact: true }).waitFor();
    if (code !== undefined)
      await page.getByLabel('Only of this close code').selectOption({ value: code });
    await page.locator('.is-busy, .loading').first().waitFor({ state: 'detached' });
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))');
    const path = join(root, `docs/images/inspector-${name}.png`);
    await page.screenshot({ path });
    const { size: bytes } = statSync(path);
    console.log(`${path}: ${bytes} bytes`);
    if (bytes > bytesMax) throw new RangeError(`${path} has more than ${bytesMax} bytes`);
  } finally {
    await context.close();
    inspector.stop();
  }
}

/** @param {string} trace */
function inspect(trace) {
  const args = ['dist/cli/main.js', 'inspect', trace, '--json'];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const url = (async () => {
    for await (const line of createInterface(child.stdout)) return String(JSON.parse(line).url);
    throw new Error(`${trace} cannot be shown`);
  })();
  return { url, stop: () => child.kill('SIGINT') };
}

function findChromium() {
  const named = process.env['PEERTAPE_CHROMIUM'];
  if (named !== undefined && named !== '') return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const places = ['chromium', 'chromium-browser', 'google-chrome'].flatMap((name) =>
    folders.map((folder) => join(folder, name)),
  );
  return places.find((place) => existsSync(place)) ?? chromium.executablePath();
}
