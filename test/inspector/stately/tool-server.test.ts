import { once } from 'node:events';
import { createWebSocketReceiver } from '@statelyai/inspect';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';
import { inspectorLimits } from '../../../src/inspector/answers/inspector-limits.ts';
import type { ToolMessage } from '../../../src/inspector/stately/tool-message.ts';
import { crowdedLife } from '../../support/crowded-life.ts';
import { PureFilm } from '../../support/pure-film.ts';
import { running, type PureNode } from '../../support/pure-node.ts';
import { ToolKnown } from '../../support/tool-known.ts';
import { toolHouse, type ToolHouse } from '../../support/tool-house.ts';

/** Gives what it was let in with, or the status it was turned away with. */
async function knock(url: string, options: ClientOptions = {}): Promise<number | 'open'> {
  const tool = new WebSocket(url, options);
  onTestFinished(() => tool.terminate());
  tool.on('error', () => {});
  return new Promise((resolve) => {
    tool.once('open', () => resolve('open'));
    tool.once('unexpected-response', (_request, response) => resolve(response.statusCode!));
  });
}

/** A tool, and what it has been told since it came. */
class Listener {
  readonly known = new ToolKnown();
  readonly socket: WebSocket;
  readonly #waiting = new Map<number, () => void>();

  constructor(address: string) {
    this.socket = new WebSocket(address);
    onTestFinished(() => this.socket.terminate());
    this.socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as ToolMessage;
      this.known.hear([message]);
      if (message.type === '@xstate.snapshot')
        this.#waiting.get(message.event['turn'] as number)?.();
    });
  }

  /** What it knows when it has heard of this turn. */
  async until(turn: number): Promise<ToolKnown> {
    await new Promise<void>((resolve) => this.#waiting.set(turn, resolve));
    return this.known;
  }

  async closed(): Promise<number> {
    const [code] = (await once(this.socket, 'close')) as [number];
    return code;
  }
}

async function openTool({ address }: ToolHouse, wish = ''): Promise<Listener> {
  const tool = new Listener(`${address}${wish}`);
  await once(tool.socket, 'open');
  return tool;
}

function tick(node: PureNode, turns: number): void {
  const until = node.turns.length + turns;
  while (node.turns.length < until) node.command({ command: 'peers' });
}

describe('the official receiver', () => {
  it('that comes late has all of a thousand actors, and then all that follows', async () => {
    const node = crowdedLife(1_000);
    const film = new PureFilm(node);
    const { address } = await toolHouse(film);
    const known = new ToolKnown();
    await new Promise<void>((resolve) => {
      createWebSocketReceiver({ server: address }).subscribe((message) => {
        known.hear([message as unknown as ToolMessage]);
        if (known.events.length > 2) resolve();
        if (known.snapshots.size < 1_001) return;
        if (film.head.lastTurn < node.turns.length) return;
        node.take({ type: 'link.closed', link: 'i999', code: 'reset' });
        film.develop();
      });
    });
    expect(known.strangers).toEqual([]);
    expect(known.names.size).toBe(1_001);
    expect(known.events).toEqual([
      'outside → node/i999@3897: link.closed',
      'node/i999@3897 → node: connection.leaving',
      'node/i999@3897 → node: connection.closed',
    ]);
  });
});

describe('a tool that comes', () => {
  it('has to have the token, the right name for this machine, and a page of ours or one that was named', async () => {
    const house = await toolHouse(new PureFilm(running()), { origins: ['https://stately.ai'] });
    const { address, port } = house;
    expect(await knock(address)).toBe('open');
    expect(await knock(address.replace('127.0.0.1', 'localhost'))).toBe('open');
    expect(await knock(address, { origin: `http://127.0.0.1:${port}` })).toBe('open');
    expect(await knock(address, { origin: 'https://stately.ai' })).toBe('open');
    expect(await knock(address.replace('right', 'wrong'))).toBe(401);
    expect(await knock(address.replace('?token=right', ''))).toBe(401);
    expect(await knock(address, { origin: 'https://elsewhere.example' })).toBe(403);
    expect(await knock(address, { origin: 'null' })).toBe(403);
    expect(await knock(address, { origin: `http://127.0.0.1:${port + 1}` })).toBe(403);
    expect(await knock(address, { headers: { host: `elsewhere.example:${port}` } })).toBe(403);
    expect(await knock(address, { headers: { host: '127.0.0.1:1' } })).toBe(403);
    expect(await knock(address.replace('/stately', '/other'))).toBe(404);
    expect(await knock(address.replace('/stately?', '//?'))).toBe(404);
    expect(await knock(`${address}&x=${'x'.repeat(inspectorLimits.urlUnitsMax)}`)).toBe(414);
  });

  it('waits where too many tokens were wrong', async () => {
    const { address } = await toolHouse(new PureFilm(running()), { judge: () => 'later' });
    expect(await knock(address)).toBe(429);
  });

  it('finds no place where there are as many as there may be, until one has gone', async () => {
    const house = await toolHouse(new PureFilm(running()));
    const [first] = await Promise.all(
      Array.from({ length: inspectorLimits.toolsMax }, () => openTool(house)),
    );
    expect(house.watching()).toBe(inspectorLimits.toolsMax);
    expect(await knock(house.address)).toBe(503);
    const left = once(house.sockets[0]!, 'close');
    first!.socket.close();
    await left;
    expect(house.watching()).toBe(inspectorLimits.toolsMax - 1);
    expect(await knock(house.address)).toBe('open');
  });

  it('is not listened to, and let go if it says much', async () => {
    const node = running();
    const film = new PureFilm(node);
    const tool = await openTool(await toolHouse(film));
    tool.socket.send('{"type":"@xstate.event"}');
    tool.socket.send('x'.repeat(inspectorLimits.toolMessageBytesMax));
    tick(node, 1);
    const heard = tool.until(node.turns.length);
    film.develop();
    expect((await heard).strangers).toEqual([]);
    tool.socket.send('x'.repeat(inspectorLimits.toolMessageBytesMax + 1));
    expect(await tool.closed()).toBe(1009);
  });

  it('is told a tape from where and as far as it wants', async () => {
    const node = running();
    tick(node, 20);
    const { address } = await toolHouse(new PureFilm(node, 'over'));
    const { events } = await new Listener(`${address}&from=5&turn=9`).until(9);
    expect(events).toHaveLength(4);
  });

  it('has no more waiting for it than there may, and none of it is lost while it does not read', async () => {
    const node = running();
    tick(node, 5_000);
    const film = new PureFilm(node, 'over');
    const house = await toolHouse(film);
    const taken = new Promise<void>((resolve) => {
      const scenes = film.scenes.bind(film);
      film.scenes = (from, to) => {
        if (from > 1_000) resolve();
        return scenes(from, to);
      };
    });
    const tool = await openTool(house, '&from=0');
    tool.socket.pause();
    const [socket] = house.sockets;
    await taken;
    const toolQueueBytesMax = inspectorLimits.toolQueueBytesMax;
    const largestBytes = 100_000;
    await expect
      .poll(() => socket!.writableLength, { timeout: 10_000 })
      .toBeGreaterThan(toolQueueBytesMax - largestBytes);
    expect(socket!.writableLength).toBeLessThan(toolQueueBytesMax + largestBytes);
    const heard = tool.until(node.turns.length);
    tool.socket.resume();
    expect((await heard).events).toHaveLength(node.turns.length);
  });

  it('is let go with the reason where the tape cannot be read', async () => {
    const film = new PureFilm(running());
    film.scene = () => {
      throw new Error(`the disk is gone: ${'ü'.repeat(200)}`);
    };
    const { address } = await toolHouse(film);
    const [code, reason] = (await once(new Listener(address).socket, 'close')) as [number, Buffer];
    expect([code, reason.toString()]).toEqual([1011, `the disk is gone: ${'?'.repeat(105)}`]);
  });

  it('is let go when nothing more will come of the tape, and when the inspector ends', async () => {
    const film = new PureFilm(running());
    const house = await toolHouse(film);
    const tool = await openTool(house);
    film.head$.complete();
    expect(await tool.closed()).toBe(1001);
    const other = await toolHouse(new PureFilm(running()));
    const closed = (await openTool(other)).closed();
    other.tools.close();
    expect(await closed).toBe(1006);
    expect(await knock(other.address)).toBe(503);
  });
});
