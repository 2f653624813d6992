import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { prepare, root } from '../../scripts/prepare.mjs';
import { findChromium } from './find-chromium.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where it is; empty: there is none, and what needs it is skipped. */
    readonly chromium: string;
  }
}

/** What runs in a browser runs the page as it is now, and needs a browser. */
export function setup(project: TestProject): void {
  prepare({ build: true });
  let chromium = findChromium();
  if (chromium === '') chromium = installed();
  if (chromium === '') {
    say(
      'SKIPPED: all tests of test/browser, since there is no Chromium and none could be installed.',
    );
    say('Install chromium or Google Chrome, or say where one is with PEERTAPE_CHROMIUM.');
  }
  project.provide('chromium', chromium);
}

function installed(): string {
  const isDebian = existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
  if (isDebian) {
    say('installing Debian’s chromium');
    run('apt-get', ['update', '-q']);
    run('apt-get', ['install', '-qy', '--no-install-recommends', 'chromium', 'fonts-dejavu-core']);
  }
  if (findChromium() === '') {
    say('installing a chromium for tests into the cache of playwright-core');
    run(process.execPath, [
      join(root, 'node_modules/playwright-core/cli.js'),
      'install',
      'chromium',
    ]);
  }
  return findChromium();
}

/** Whether it worked is seen by what is there afterwards. */
function run(command: string, words: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync(command, words, { stdio: ['ignore', 2, 2], env, timeout: 600_000 });
}

function say(text: string): void {
  process.stderr.write(`test/browser: ${text}\n`);
}
