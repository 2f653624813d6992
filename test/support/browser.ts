import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, describe, expect, inject, onTestFinished } from 'vitest';

export interface PageOptions {
  /** 1280 x 800 unless it is said. */
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'light' | 'dark';
  readonly reducedMotion?: 'reduce' | 'no-preference';
  /** What the page may say on its console without its test failing, such as of an answer that is an error on purpose. */
  readonly mayComplain?: RegExp;
  /** What is wrong with the page, where that is what the test is about. */
  readonly faults?: readonly string[];
}

const executablePath = inject('chromium');

/** `describe`, for what needs a browser: where there is none it is skipped, and the set-up has said so. */
export const inBrowser = describe.skipIf(executablePath === '');

/**
 * A page of its own, with cookies and storage of its own, at an address. When its test is over it is closed, and
 * the test fails if the page had an error, complained on its console, or asked anything of another machine.
 */
export async function pageOf(url: string, options: PageOptions = {}): Promise<Page> {
  const { viewport = { width: 1280, height: 800 }, colorScheme = 'light' } = options;
  const browser = await (launched ??= launch());
  const context = await browser.newContext({
    viewport,
    colorScheme,
    reducedMotion: options.reducedMotion ?? 'reduce',
  });
  const faults = faultsOf(context, options.mayComplain);
  onTestFinished(async () => {
    await context.close();
    expect(faults.toSorted()).toEqual(options.faults ?? []);
  });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

let launched: Promise<Browser> | null = null;

afterAll(async () => {
  await (await launched)?.close();
});

/** Names resolve to nothing but this machine, so what would leave it goes nowhere. */
function launch(): Promise<Browser> {
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath,
    args: [
      ...(isRoot ? ['--no-sandbox'] : []),
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]',
    ],
  });
}

/** A list that grows while the page is used. */
function faultsOf(context: BrowserContext, mayComplain: RegExp | undefined): string[] {
  const faults: string[] = [];
  context.on('weberror', (error) => faults.push(`error: ${String(error.error())}`));
  context.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    const text = `${message.type()}: ${message.text()}`;
    if (mayComplain?.test(text) !== true) faults.push(text);
  });
  const look = (url: string): void => {
    if (!staysHere(url)) faults.push(`asked another machine: ${url}`);
  };
  context.on('request', (request) => look(request.url()));
  context.on('page', (page) => page.on('websocket', (socket) => look(socket.url())));
  return faults;
}

function staysHere(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  if (['about:', 'data:', 'blob:'].includes(protocol)) return true;
  return ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}
