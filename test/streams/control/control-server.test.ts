import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../src/protocol/limits.ts';
import { VirtualClock } from '../../../src/sim/virtual-clock.ts';
import { askControl } from '../../../src/streams/control/ask-control.ts';
import { ControlError } from '../../../src/streams/control/control-error.ts';
import { controlPath, isAnswered } from '../../../src/streams/control/control-place.ts';
import { ControlServer } from '../../../src/streams/control/control-server.ts';
import { readLines } from '../../../src/streams/read-lines.ts';

let folder = '';
let clock = new VirtualClock();
const servers: ControlServer[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'peertape-control-'));
  clock = new VirtualClock();
});
afterEach(async () => {
  const closed = Promise.all(servers.splice(0).map((server) => server.close()));
  clock.run();
  await closed;
  rmSync(folder, { recursive: true });
});

describe('a running node', () => {
  it('answers each line with one line', async () => {
    await serve(async (line) => ({ heard: line }));
    const socket = await client();
    socket.end('{"id":1}\nlp\n\n');
    expect(await linesOf(socket)).toEqual([
      '{"heard":"{\\"id\\":1}"}',
      '{"heard":"lp"}',
      '{"heard":""}',
    ]);
    expect(await askControl(folder, { command: 'lp' })).toEqual({ heard: '{"command":"lp"}' });
  });

  it('obeys one line of a client after another, and its clients side by side', async () => {
    const begun: (string | null)[] = [];
    const ends: (() => void)[] = [];
    await serve((line) => {
      begun.push(line);
      return new Promise((resolve) => ends.push(() => resolve({ line })));
    });
    const [one, other] = [await client(), await client()];
    one.end('a\nb\n');
    await until(() => begun.length === 1);
    other.end('c\n');
    await until(() => begun.length === 2);
    expect(begun).toEqual(['a', 'c']);
    ends[1]!();
    expect(await linesOf(other)).toEqual(['{"line":"c"}']);
    ends[0]!();
    await until(() => begun.length === 3);
    ends[2]!();
    expect(await linesOf(one)).toEqual(['{"line":"a"}', '{"line":"b"}']);
  });

  it('can be spoken to by its user alone', async () => {
    await serve(echo);
    const mode = statSync(join(folder, 'control.sock')).mode & 0o777;
    if (process.platform !== 'win32') expect(mode).toBe(0o600);
  });

  it('is spoken to by limits.controlClientsMax at once, and says so to one more', async () => {
    await serve(echo);
    const clients: Socket[] = [];
    for (let each = 0; each < limits.controlClientsMax; each += 1) {
      clients.push(await client());
      clients[each]!.write('here\n');
      await once(clients[each]!, 'data');
    }
    const late = await client();
    expect(JSON.parse((await linesOf(late))[0]!)).toMatchObject({
      event: 'answer',
      ok: false,
      error: { code: 'too-many-clients' },
    });
    clients[0]!.destroy();
    for (;;) {
      const answer = await askControl(folder, {});
      if ('heard' in (answer as object)) break;
    }
    for (const each of clients) each.destroy();
  });

  it('drops whoever says no whole line within limits.controlIdleMs', async () => {
    await serve(echo);
    const socket = await client();
    socket.write('one\nhal');
    await once(socket, 'data');
    await until(() => clock.pending === 1);
    clock.run(limits.controlIdleMs * 1_000 - 1);
    socket.write('f\n');
    await once(socket, 'data');
    expect(socket.readableEnded).toBe(false);
    const ended = once(socket, 'end');
    await until(() => clock.pending === 1);
    clock.run(2 * limits.controlIdleMs * 1_000 - 1);
    await ended;
  });

  it('waits for its own answer as long as that takes', async () => {
    const answers: ((answer: object) => void)[] = [];
    await serve(() => new Promise((resolve) => answers.push(resolve)));
    const asked = askControl(folder, {});
    await until(() => answers.length === 1);
    expect(clock.pending).toBe(0);
    clock.run(limits.controlIdleMs * 2_000);
    answers[0]!({ done: true });
    expect(await asked).toEqual({ done: true });
  });

  it('takes a line of limits.consoleLineBytesMax, and a longer one for no line', async () => {
    await serve(async (line) => ({ length: line?.length ?? null }));
    const socket = await client();
    const line = 'x'.repeat(limits.consoleLineBytesMax);
    socket.write(`${line}\n`);
    socket.end(`${line}x\n`);
    expect(await linesOf(socket)).toEqual([
      `{"length":${limits.consoleLineBytesMax}}`,
      '{"length":null}',
    ]);
  });

  it('is not listened to beyond limits.consoleLineBytesMax', async () => {
    const braces = '{"much":""}'.length;
    let bytes = limits.consoleLineBytesMax - braces;
    await serve(async () => ({ much: 'x'.repeat(bytes++) }));
    const answer = (await askControl(folder, {})) as { much: string };
    expect(answer.much.length).toBe(limits.consoleLineBytesMax - braces);
    await expect(askControl(folder, {})).rejects.toThrow(
      new ControlError('control-failed', 'the answer is too long'),
    );
  });

  it('outlives a client that goes in the middle of everything', async () => {
    await serve(async () => ({ much: 'x'.repeat(1_000_000) }));
    for (const words of ['', 'half a li', 'a\nb\nc\n']) {
      const socket = await client();
      socket.write(words);
      socket.destroy();
      await once(socket, 'close');
    }
    expect(await askControl(folder, {})).toHaveProperty('much');
  });

  it('lets an answer out before it closes, and leaves nothing behind', async () => {
    const answers: ((answer: object) => void)[] = [];
    const server = await serve(() => new Promise((resolve) => answers.push(resolve)));
    const idle = await client();
    const asked = askControl(folder, {});
    await until(() => answers.length === 1);
    const closed = server.close();
    answers[0]!({ bye: true });
    expect(await asked).toEqual({ bye: true });
    await closed;
    expect(await linesOf(idle)).toEqual([]);
    expect([readdirSync(folder), clock.pending]).toEqual([[], 0]);
  });

  it('drops whoever takes no answer when it closes', async () => {
    const server = await serve(async () => ({ much: 'x'.repeat(10_000_000) }));
    const socket = await client();
    socket.pause().write('go\n');
    await once(socket, 'readable');
    const closed = server.close();
    clock.run();
    await closed;
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that ends without an answer says nothing, and the client knows', async () => {
    await serve(async () => null);
    await expect(askControl(folder, {})).rejects.toMatchObject({ code: 'not-running' });
  });
});

describe('the place of a running node', () => {
  it('is taken over from a dead node, and never from a live one', async () => {
    if (process.platform === 'win32') return;
    await leaveDeadSocket(join(folder, 'control.sock'));
    await serve(echo);
    const rival = new ControlServer({ folder, clock, obey: async () => ({ rival: true }) });
    await expect(rival.listen()).rejects.toMatchObject({ code: 'control-in-use' });
    expect(await askControl(folder, { id: 1 })).toEqual({ heard: '{"id":1}' });
  });

  it('is not made by deleting what is no socket', async () => {
    if (process.platform === 'win32') return;
    writeFileSync(join(folder, 'control.sock'), 'precious');
    const server = new ControlServer({ folder, clock, obey: echo });
    await expect(server.listen()).rejects.toMatchObject({ code: 'control-failed' });
    expect(existsSync(join(folder, 'control.sock'))).toBe(true);
  });

  it('is elsewhere where the path of the folder is too long, and goes from there too', async () => {
    if (process.platform === 'win32') return;
    const own = folder;
    folder = join(folder, 'long-'.repeat(30));
    mkdirSync(folder);
    const server = await serve(echo);
    const elsewhere = dirname(controlPath(folder)!);
    expect(statSync(elsewhere).mode & 0o777).toBe(0o700);
    expect(await askControl(folder, {})).toEqual({ heard: '{}' });
    await server.close();
    expect([readdirSync(folder), existsSync(elsewhere)]).toEqual([[], false]);
    // A link that a dead node left behind leads nowhere.
    symlinkSync(join(elsewhere, 'control.sock'), join(folder, 'control.sock'));
    await serve(echo);
    expect(await askControl(folder, {})).toEqual({ heard: '{}' });
    folder = own;
  });

  it('is closed to others before it is opened, where they can enter the folder', async () => {
    if (process.platform === 'win32') return;
    chmodSync(folder, 0o755);
    await serve(echo);
    const elsewhere = dirname(controlPath(folder)!);
    expect(elsewhere).not.toBe(folder);
    expect(statSync(elsewhere).mode & 0o777).toBe(0o700);
    expect(await askControl(folder, {})).toEqual({ heard: '{}' });
  });

  it('is not that of the node whose folder was copied', async () => {
    if (process.platform === 'win32') return;
    chmodSync(folder, 0o755);
    await serve(echo);
    const copy = join(folder, 'copy');
    mkdirSync(copy, { mode: 0o700 });
    symlinkSync(controlPath(folder)!, join(copy, 'control.sock'));
    await expect(askControl(copy, {})).rejects.toMatchObject({ code: 'not-running' });
    const other = new ControlServer({ folder: copy, clock, obey: async () => ({ other: true }) });
    servers.push(other);
    await other.listen();
    expect(await askControl(copy, {})).toEqual({ other: true });
    expect(await askControl(folder, {})).toEqual({ heard: '{}' });
  });

  it('is not in a temporary folder that somebody else has made again', async () => {
    if (process.platform === 'win32' || process.getuid?.() !== 0) return;
    chmodSync(folder, 0o755);
    await serve(echo);
    const elsewhere = dirname(controlPath(folder)!);
    chownSync(elsewhere, 65_534, 65_534);
    expect(controlPath(folder)).toBeNull();
    await expect(askControl(folder, {})).rejects.toMatchObject({ code: 'not-running' });
    chownSync(elsewhere, 0, 0);
  });

  it('is left by a node that ends while it is still taking it', async () => {
    const server = new ControlServer({ folder, clock, obey: echo });
    const listened = server.listen();
    await server.close();
    await listened;
    expect([await isAnswered(controlPath(folder)), readdirSync(folder)]).toEqual([false, []]);
  });

  it('says that nobody is there, or that there is no folder', async () => {
    const nobody = { code: 'not-running', message: `no node runs in ${folder}` };
    await expect(askControl(folder, {})).rejects.toMatchObject(nobody);
    await expect(askControl(join(folder, 'none'), {})).rejects.toMatchObject({
      code: 'not-running',
    });
    expect(await isAnswered(controlPath(folder))).toBe(false);
  });
});

async function echo(line: string | null): Promise<object> {
  return { heard: line };
}

async function serve(
  obey: (line: string | null) => Promise<object | null>,
): Promise<ControlServer> {
  const server = new ControlServer({ folder, clock, obey });
  await server.listen();
  servers.push(server);
  return server;
}

async function client(): Promise<Socket> {
  const socket = connect({ path: controlPath(folder)!, allowHalfOpen: true });
  await once(socket, 'connect');
  return socket;
}

async function linesOf(socket: Socket): Promise<(string | null)[]> {
  const lines = [];
  for await (const line of readLines(socket, limits.consoleLineBytesMax)) lines.push(line);
  return lines;
}

/** Lets everything happen that is under way, until it has. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

/** As after `kill -9`: the file is there, and nobody listens. */
async function leaveDeadSocket(path: string): Promise<void> {
  const { spawnSync } = await import('node:child_process');
  const script = `require('net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;
  spawnSync(process.execPath, ['-e', script, path]);
  expect(existsSync(path)).toBe(true);
}
