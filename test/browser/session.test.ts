import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { inBrowser, pageOf } from '../support/browser.ts';
import { CliProcess } from '../support/cli-process.ts';

inBrowser('the address of an inspector', () => {
  it('lets whoever has it look, and is not in the address line any more', async () => {
    const url = await inspected();
    const page = await pageOf(`${url}&turn=12`);
    await page.getByText('alice').first().waitFor();
    expect(page.url()).toContain('turn=12');
    expect(page.url()).not.toContain('token');
    await page.reload();
    await page.getByText('alice').first().waitFor();
    const cookies = await page.context().cookies();
    expect(cookies).toMatchObject([{ httpOnly: true, sameSite: 'Strict', path: '/' }]);
    expect(await page.evaluate('document.cookie')).toBe('');
  });

  it('shows nothing without its token', async () => {
    const url = await inspected();
    const page = await pageOf(url.replace(/#.*/, ''), { mayComplain: /403/ });
    await page.getByText('This page needs its whole address').first().waitFor();
    expect(await page.getByText('alice').count()).toBe(0);
  });

  it('is of no use to a page of others, though the browser has the cookie', async () => {
    const url = await inspected();
    const { origin } = new URL(url);
    const page = await pageOf(url, { mayComplain: /CORS|403|ERR_FAILED|ERR_BLOCKED|frame/ });
    await page.getByText('alice').first().waitFor();
    await page.goto(await pageOfOthers());
    const asked = await page.evaluate(
      `fetch('${origin}/api/about', { credentials: 'include' }).then(() => 'told', () => 'refused')`,
    );
    expect(asked).toBe('refused');
    const heard = await page.evaluate(`new Promise((resolve) => {
      const source = new EventSource('${origin}/api/events', { withCredentials: true });
      source.addEventListener('head', () => resolve('told'));
      source.addEventListener('error', () => resolve('refused'));
    })`);
    expect(heard).toBe('refused');
    const drawn = await page.evaluate(`new Promise((resolve) => {
      const image = document.createElement('img');
      image.onload = () => resolve('shown');
      image.onerror = () => resolve('refused');
      image.src = '${origin}/icon.svg';
    })`);
    expect(drawn).toBe('refused');
    await page.evaluate(`new Promise((resolve) => {
      const frame = document.createElement('iframe');
      frame.onload = resolve;
      frame.src = '${origin}/';
      document.body.append(frame);
    })`);
    const [frame] = page.frames().filter((each) => each !== page.mainFrame());
    expect(await frame?.getByText('alice').count()).toBe(0);
    await page.evaluate(`location.href = '${origin}/#turn=3'`);
    await page.getByText('alice').first().waitFor();
    expect(page.url()).toContain('turn=3');
  });

  it('runs nothing but its own script, and makes no markup of text', async () => {
    const page = await pageOf(await inspected(), { mayComplain: /Content Security|TrustedHTML/ });
    await page.getByText('alice').first().waitFor();
    const made = await page.evaluate(`(() => {
      try {
        document.createElement('div').innerHTML = '<b>x</b>';
        return 'made';
      } catch (error) {
        return error.name;
      }
    })()`);
    expect(made).toBe('TypeError');
    const ran = await page.evaluate(`new Promise((resolve) => {
      addEventListener('securitypolicyviolation', ({ violatedDirective }) => resolve(violatedDirective));
      const script = document.createElement('img');
      script.src = 'http://127.0.0.1:1/leak.png';
      document.body.append(script);
    })`);
    expect(ran).toBe('img-src');
  });
});

async function inspected(): Promise<string> {
  const inspect = new CliProcess('inspect', 'traces/pair/alice', '--json');
  const { url } = await inspect.event('inspector');
  return String(url);
}

/** Another server of this machine: to cookies, it is the same site. */
async function pageOfOthers(): Promise<string> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<link rel="icon" href="data:,"><p>others');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
