import { expect, it } from 'vitest';
import { accessibilityFaults } from '../support/accessibility.ts';
import { inBrowser, pageOf } from '../support/browser.ts';
import { smallSite } from '../support/small-site.ts';

inBrowser('a page in a browser', () => {
  it('has cookies of its own, and a script that runs', async () => {
    const site = await smallSite({
      '/': '<!doctype html><link rel="icon" href="data:," /><title>one</title><script>document.cookie = "a=1"; document.title = document.cookie</script>',
    });
    const one = await pageOf(site);
    expect(await one.title()).toBe('a=1');
    const other = await pageOf(`${site}/`);
    expect(await other.context().cookies()).toHaveLength(1);
    expect(one.context()).not.toBe(other.context());
  });

  it('may not complain, have an error or ask another machine', async () => {
    const site = await smallSite({
      '/': `<!doctype html><link rel="icon" href="data:," /><title>bad</title><script>
        console.error('so bad');
        setTimeout(() => { throw new Error('and worse'); });
        new WebSocket('ws://elsewhere.example/').onerror = () => {
          fetch('http://elsewhere.example/').catch(() => { document.title = 'asked'; });
        };
      </script>`,
    });
    const faults = [
      'asked another machine: http://elsewhere.example/',
      'asked another machine: ws://elsewhere.example/',
      'error: Error: and worse',
      'error: so bad',
    ];
    const page = await pageOf(site, { faults, mayComplain: /elsewhere|ERR_NAME_NOT_RESOLVED/ });
    await page.waitForFunction('document.title === "asked"');
  });

  it('is looked at for what some people could not use', async () => {
    const site = await smallSite({
      '/': '<!doctype html><html lang="en"><link rel="icon" href="data:," /><title>t</title><main><h1>t</h1><button></button></main></html>',
    });
    const page = await pageOf(site);
    expect(await accessibilityFaults(page)).toEqual([
      'button-name: Buttons must have discernible text: <button></button>',
    ]);
  });
});
