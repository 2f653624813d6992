import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { inspectorLimits } from '../../../src/inspector/answers/inspector-limits.ts';
import type { Answered } from '../../../src/inspector/server/page-server.ts';
import { type Inspector, serveInspector } from '../../../src/inspector/server/serve-inspector.ts';
import { newToken } from '../../../src/inspector/server/sessions.ts';
import { SystemClock } from '../../../src/streams/system-clock.ts';
import { askInspector, cookieFor, listenTo } from '../../support/ask-inspector.ts';
import { ShownFilm } from '../../support/shown-film.ts';

const open: Inspector[] = [];
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(open.splice(0).map((inspector) => inspector.close()));
});

describe('whoever has the address', () => {
  it('gets the page without a token, and what it shows with one', async () => {
    const { url } = await served();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/);
    const page = await askInspector(url, '/');
    expect([page.status, page.headers['content-type'], page.text]).toEqual([
      200,
      'text/html; charset=utf-8',
      '<p>the page',
    ]);
    const without = await askInspector(url, '/api/about');
    expect([without.status, errorIn(without.text)]).toEqual([403, 'no-session']);
    const cookie = await cookieFor(url);
    const answer = await askInspector(url, '/api/about?a=1&a=2%20?', { headers: { cookie } });
    expect([answer.status, JSON.parse(answer.text)]).toEqual([
      200,
      { path: '/api/about', query: 'a=1&a=2+%3F' },
    ]);
    const none = await askInspector(url, '/api/nothing', { headers: { cookie } });
    expect([none.status, errorIn(none.text)]).toEqual([404, 'not-found']);
  });

  it('can have an address for once, to give to another program', async () => {
    const inspector = await served();
    const once = inspector.urlForOnce();
    const token = /token=(.*)/.exec(once)![1]!;
    expect(await exchanged(once, token)).toBe(204);
    expect(await exchanged(once, token)).toBe(403);
    expect(inspector.url).not.toContain(token);
  });

  it('is told what nobody else may do with it', async () => {
    const { url } = await served();
    const { headers } = await askInspector(url, '/api/about');
    expect(headers).toMatchObject({
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
        "require-trusted-types-for 'script'; trusted-types 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('whoever else asks', () => {
  it('by another name than the machine has is turned away, whatever else they have', async () => {
    const { url, port } = await served();
    const cookie = await cookieFor(url);
    const names = ['evil.example', `evil.example:${port}`, '127.0.0.1', `127.0.0.1:${port + 1}`];
    for (const host of [...names, `127.0.0.1.evil.example:${port}`]) {
      const { status, text } = await askInspector(url, '/api/about', { headers: { host, cookie } });
      expect([host, status, errorIn(text)]).toEqual([host, 403, 'wrong-host']);
    }
    for (const host of [`localhost:${port}`, `[::1]:${port}`]) {
      const { status } = await askInspector(url, '/api/about', { headers: { host, cookie } });
      expect(status).toBe(200);
    }
  });

  it('from another page or site is turned away, and may only come to the page itself', async () => {
    const { url, port } = await served();
    const cookie = await cookieFor(url);
    const statusOf = async (path: string, headers: Record<string, string>) =>
      (await askInspector(url, path, { headers: { cookie, ...headers } })).status;
    for (const origin of ['https://evil.example', 'null', `http://localhost:${port}`]) {
      expect([origin, await statusOf('/api/about', { origin })]).toEqual([origin, 403]);
    }
    expect(await statusOf('/api/about', { origin: `http://127.0.0.1:${port}` })).toBe(200);
    for (const site of ['cross-site', 'same-site']) {
      expect(await statusOf('/api/about', { 'sec-fetch-site': site })).toBe(403);
      expect(await statusOf('/page.js', { 'sec-fetch-site': site })).toBe(403);
      const comes = { 'sec-fetch-site': site, 'sec-fetch-dest': 'document' };
      expect(await statusOf('/', comes)).toBe(200);
      expect(await statusOf('/', { ...comes, 'sec-fetch-dest': 'iframe' })).toBe(403);
      expect(await statusOf('/api/about', comes)).toBe(403);
    }
    expect(await statusOf('/api/about', { 'sec-fetch-site': 'same-origin' })).toBe(200);
  });

  it('for anything but to look is turned away', async () => {
    const { url } = await served();
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect((await askInspector(url, '/api/about', { method })).status).toBe(405);
    }
    expect((await askInspector(url, '/session')).status).toBe(405);
    const cookie = await cookieFor(url);
    const about = await askInspector(url, '/api/about', { method: 'HEAD', headers: { cookie } });
    expect([about.status, about.text]).toEqual([200, '']);
    const events = await askInspector(url, '/api/events', { method: 'HEAD', headers: { cookie } });
    expect(events.status).toBe(405);
  });

  it('with a wrong token, or one that is too long, has no session', async () => {
    const { url } = await served();
    const { tokenUnitsMax } = inspectorLimits;
    expect(await exchanged(url, 'x'.repeat(tokenUnitsMax))).toBe(403);
    expect(await exchanged(url, 'x'.repeat(inspectorLimits.tokenUnitsMax + 1))).toBe(413);
    expect(await exchanged(url, '')).toBe(403);
  });

  it('for files is given none but those of the page', async () => {
    const { url } = await served();
    const cookie = await cookieFor(url);
    const paths = ['/..%2fpackage.json', '/../package.json', '//etc/passwd', '//[', '/%', '/?a'];
    const statuses = paths.map(
      async (path) => (await askInspector(url, path, { headers: { cookie } })).status,
    );
    expect(await Promise.all(statuses)).toEqual([404, 404, 404, 404, 404, 200]);
  });

  it('at too great a length is not listened to', async () => {
    const { url } = await served();
    const { urlUnitsMax, headBytesMax } = inspectorLimits;
    const path = (units: number): string => `/?${'x'.repeat(units - 2)}`;
    expect((await askInspector(url, path(urlUnitsMax))).status).toBe(200);
    expect((await askInspector(url, path(inspectorLimits.urlUnitsMax + 1))).status).toBe(414);
    const headers = { 'x-long': 'x'.repeat(headBytesMax) };
    expect((await askInspector(url, '/', { headers })).status).toBe(431);
    expect(inspectorLimits.headBytesMax).toBeGreaterThan(urlUnitsMax);
  });

  it('and takes too long over it is let go', { timeout: 60_000 }, async () => {
    const { port } = await served();
    const slow = await connected(port);
    slow.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`);
    const since = performance.now();
    const [answer] = (await once(slow, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 408 /);
    expect(performance.now() - since).toBeGreaterThan(inspectorLimits.questionMs - 100);
  });

  it('when many are there already is not let in', async () => {
    const { port } = await served();
    for (let each = 0; each < inspectorLimits.askersMax; each += 1) await connected(port);
    const oneMore = await connected(port);
    oneMore.resume();
    await once(oneMore, 'close');
    expect(oneMore.bytesRead).toBe(0);
  });
});

describe('a page that listens', () => {
  it('is told how far the tape goes, and has it followed as long as it is there', async () => {
    const film = new ShownFilm();
    const { url } = await served({ film });
    expect(film.watchers).toBe(0);
    const page = await listenTo(url, await cookieFor(url));
    expect(await page.head(() => true)).toEqual(film.head);
    expect(film.watchers).toBe(1);
    film.goTo(12);
    expect(await page.head(({ lastTurn }) => lastTurn === 12)).toEqual(film.head);
    page.close();
  });

  it('has a place only while there are not too many', async () => {
    const { url } = await served();
    const cookie = await cookieFor(url);
    const { pagesMax } = inspectorLimits;
    const pages = await Promise.all(Array.from({ length: pagesMax }, () => listenTo(url, cookie)));
    const more = await askInspector(url, '/api/events', { headers: { cookie } });
    expect([more.status, errorIn(more.text)]).toEqual([503, 'too-many-pages']);
    expect(pages.length).toBe(inspectorLimits.pagesMax);
    for (const page of pages) page.close();
  });

  it('is let go when all is closed', async () => {
    const { url } = await served();
    const page = await listenTo(url, await cookieFor(url));
    await Promise.all(open.splice(0).map((inspector) => inspector.close()));
    await expect(page.head(() => false)).rejects.toThrow('no head that fits ever came');
  });
});

describe('an answer', () => {
  it('that fails is said to have failed, and the next is given', async () => {
    let isBroken = true;
    const { url } = await served({
      answer: () => {
        if (isBroken) throw new TypeError('the disk is gone');
        return { status: 200, body: 'whole' };
      },
    });
    const headers = { cookie: await cookieFor(url) };
    const failed = await askInspector(url, '/api/moment', { headers });
    expect([failed.status, JSON.parse(failed.text)]).toEqual([
      500,
      { error: { code: 'failed', text: 'this cannot be shown: the disk is gone' } },
    ]);
    isBroken = false;
    expect((await askInspector(url, '/api/moment', { headers })).text).toBe('"whole"');
  });

  it('that is more than can be shown is none, and ends nothing', async () => {
    const { answerUnitsMax } = inspectorLimits;
    let body: unknown = 'x'.repeat(answerUnitsMax - 2);
    const { url } = await served({ answer: () => ({ status: 200, body }) });
    const headers = { cookie: await cookieFor(url) };
    expect((await askInspector(url, '/api/actor', { headers })).status).toBe(200);
    body = 'x'.repeat(inspectorLimits.answerUnitsMax - 1);
    const much = await askInspector(url, '/api/actor', { headers });
    expect([much.status, errorIn(much.text)]).toEqual([500, 'too-much']);
    // As of what is longer than any text can be.
    body = {
      toJSON() {
        throw new RangeError('Invalid string length');
      },
    };
    const more = await askInspector(url, '/api/actor', { headers });
    expect([more.status, errorIn(more.text)]).toEqual([500, 'failed']);
  });
});

it('says that a port is taken', async () => {
  const { port } = await served();
  await expect(served({ port })).rejects.toMatchObject({
    code: 'port-busy',
    message: `another process listens on port ${port}`,
  });
});

async function served({
  film = new ShownFilm(),
  answer = echo,
  port = 0,
}: {
  readonly film?: ShownFilm;
  readonly answer?: (path: string, query: URLSearchParams) => Answered;
  readonly port?: number;
} = {}): Promise<Inspector> {
  const page = new Map([
    ['/', { type: 'text/html; charset=utf-8', bytes: Buffer.from('<p>the page') }],
    ['/page.js', { type: 'text/javascript; charset=utf-8', bytes: Buffer.from('') }],
  ]);
  const parts = { film, answer, page, port, clock: new SystemClock(), token: newToken() };
  const inspector = await serveInspector(parts);
  open.push(inspector);
  return inspector;
}

function echo(path: string, query: URLSearchParams): Answered {
  if (path !== '/api/about') {
    return { status: 404, error: { code: 'not-found', text: 'there is nothing' } };
  }
  return { status: 200, body: { path, query: query.toString() } };
}

async function exchanged(url: string, token: string): Promise<number> {
  return (await askInspector(url, '/session', { method: 'POST', body: token })).status;
}

async function connected(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1' });
  sockets.push(socket);
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

function errorIn(text: string): string {
  return (JSON.parse(text) as { readonly error: { readonly code: string } }).error.code;
}
