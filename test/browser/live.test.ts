import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { inBrowser, pageOf } from '../support/browser.ts';
import { CliProcess } from '../support/cli-process.ts';
import { startPeer } from '../support/peer-process.ts';
import { temporaryFolder as temporary } from '../support/temporary-folder.ts';

inBrowser('a node that is watched while it runs', () => {
  it('lights the states of its connection, and shows the chat and how it ended', async () => {
    const bob = await startPeer('bob', '--data', temporary());
    const alice = await startPeer('alice', '--data', temporary(), '--inspect');
    const page = await pageOf(String((await alice.event('inspector'))['url']));
    await page.getByRole('button', { name: /^live/ }).waitFor();
    alice.say(`connect ${bob.address}`);
    await alice.event('connected');
    await page.locator('.actor-row', { hasText: 'bob' }).first().click();
    await lit(page, 'connection.established.writability.open');
    alice.say('send bob anybody there?');
    const { turn } = await alice.event('delivered');
    await shows(page, Number(turn));
    await page.getByRole('tab', { name: 'sequence' }).click();
    await page.locator('.centre').getByText('receipt').last().waitFor();
    await page.getByRole('tab', { name: 'chart' }).click();
    await bob.kill('SIGKILL');
    await alice.event('disconnected');
    await lit(page, 'connection.closed');
    await page
      .getByText(/not there any more/i)
      .first()
      .waitFor();
  });

  it('is found to have died, and can be stepped back through', async () => {
    const data = temporary();
    const node = await startPeer('alice', '--data', data);
    const inspect = new CliProcess('inspect', '--data', data, '--json');
    const page = await pageOf(String((await inspect.event('inspector'))['url']));
    await page.getByRole('button', { name: /^live/ }).waitFor();
    await node.kill('SIGKILL');
    await page.getByRole('button', { name: /^(killed|torn)/ }).waitFor();
    await lit(page, 'node.running');
    for (const key of ['Home', 'ArrowRight', 'ArrowLeft']) await page.keyboard.press(key);
    await lit(page, 'node.starting');
    await page.waitForURL(/#turn=1&/);
    // A page complains when nobody answers it any more.
    await page.close();
    expect(await inspect.kill('SIGINT')).toBe(0);
  });
});

async function lit(page: Page, state: string): Promise<void> {
  await page.locator(`[data-state="${state}"].is-active`).waitFor();
}

async function shows(page: Page, turn: number): Promise<void> {
  await expect
    .poll(async () => Number(await page.getByRole('slider').getAttribute('aria-valuenow')))
    .toBeGreaterThanOrEqual(turn);
}
