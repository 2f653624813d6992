import { beforeEach, describe, expect, it } from 'vitest';
import { parseAddress } from '../../src/protocol/address.ts';
import type { DialEvent } from '../../src/streams/network.ts';
import { LinkRecording } from '../support/link-recording.ts';
import {
  dial,
  dialLink,
  linksOf,
  listen,
  networkWorlds,
  settle,
  type NetworkWorld,
} from '../support/network-worlds.ts';
import { Recording } from '../support/recording.ts';

describe.each(networkWorlds)('a network ($name)', ({ make }) => {
  let world: NetworkWorld;

  beforeEach(() => {
    world = make();
  });

  async function close(...links: LinkRecording[]) {
    for (const link of links) link.unsubscribe();
    await settle(world);
  }

  it('says where it listens, and takes a free port for 0 (S3-11)', async () => {
    const one = await listen(world);
    const other = await listen(world);
    expect(one.heard.events).toEqual([{ type: 'listening', host: world.host, port: one.port }]);
    expect(one.port).not.toBe(other.port);
    expect(parseAddress(one.address)).toEqual({ host: world.host, port: one.port });
    one.heard.unsubscribe();
    other.heard.unsubscribe();
  });

  it('brings each dial to the listener it was for', async () => {
    const [one, other] = [await listen(world), await listen(world)];
    const dialled = await dialLink(world, other.address);
    const accepted = await other.accepted();
    expect(linksOf(one.heard)).toEqual([]);
    expect(dialled.address).toBe(other.address);
    expect(parseAddress(accepted.address)).not.toBeNull();
    await close(new LinkRecording(dialled), new LinkRecording(accepted));
    one.heard.unsubscribe();
    other.heard.unsubscribe();
  });

  it('keeps the first bytes of either side until somebody listens', async () => {
    const listening = await listen(world);
    const early = new Recording(world.dialler.dial(listening.address));
    const accepted = await listening.accepted();
    accepted.write(Uint8Array.of(1));
    world.drive();
    await early.until(({ isComplete }) => isComplete);
    await settle(world);
    const [event] = early.events as [DialEvent & { type: 'opened' }];
    const heard = new LinkRecording(event.link);
    world.drive();
    await heard.until(({ length }) => length === 1);
    expect([...heard.bytes]).toEqual([1]);
    await close(heard, new LinkRecording(accepted));
    listening.heard.unsubscribe();
  });

  it('is refused where nobody listens', async () => {
    const listening = await listen(world);
    listening.heard.unsubscribe();
    expect(await dial(world, listening.address)).toEqual({ type: 'failed', code: 'refused' });
  });

  it.each([
    '',
    'nowhere',
    ':9000',
    `a:0`,
    'a:65536',
    'a:b',
    '::1:9000',
    '[::1]',
    'a b:1',
    '1.2.3:4',
  ])('does not dial what is not an address: %j', async (address) => {
    expect(await dial(world, address)).toEqual({ type: 'failed', code: 'bad-address' });
  });

  it('does not answer a dial before the call returns', () => {
    const heard = new Recording(world.dialler.dial('nowhere'));
    expect(heard.events).toEqual([]);
    heard.unsubscribe();
  });

  it('leaves nothing of a dial that was given up', async () => {
    const listening = await listen(world);
    const heard = new Recording(world.dialler.dial(listening.address));
    heard.unsubscribe();
    await settle(world);
    expect(heard.events).toEqual([]);
    for (const link of linksOf(listening.heard)) {
      const left = new LinkRecording(link);
      world.drive();
      await left.until((each) => each.has('ended') || each.isComplete);
      left.unsubscribe();
    }
    listening.heard.unsubscribe();
  });

  it('says that a port is busy, and completes', async () => {
    const listening = await listen(world);
    const heard = new Recording(world.target.listen(world.host, listening.port));
    world.drive();
    await heard.until(({ isComplete }) => isComplete);
    expect(heard.events).toEqual([
      { type: 'failed', code: 'port-busy', text: expect.stringContaining(`${listening.port}`) },
    ]);
    await settle(world);
    await close(new LinkRecording(await dialLink(world, listening.address)));
    listening.heard.unsubscribe();
  });

  it('cannot listen on an address of somebody else', async () => {
    const heard = new Recording(world.target.listen(world.elsewhere, 0));
    world.drive();
    await heard.until(({ isComplete }) => isComplete);
    expect(heard.events).toEqual([
      { type: 'failed', code: 'listen-failed', text: expect.stringContaining(world.elsewhere) },
    ]);
  });

  it('listens again at once on a port that was given up, and keeps the old links', async () => {
    const first = await listen(world);
    const dialled = new LinkRecording(await dialLink(world, first.address));
    const accepted = await first.accepted();
    first.heard.unsubscribe();
    const second = await listen(world, first.port);
    accepted.write(Uint8Array.of(7));
    world.drive();
    await dialled.until(({ length }) => length === 1);
    const again = new LinkRecording(await dialLink(world, second.address));
    await second.accepted();
    await close(dialled, again, new LinkRecording(accepted));
    second.heard.unsubscribe();
    const third = await listen(world, first.port);
    third.heard.unsubscribe();
  });

  it('does not listen after it was left before it could begin', async () => {
    const listening = await listen(world);
    listening.heard.unsubscribe();
    const heard = new Recording(world.target.listen(world.host, listening.port));
    heard.unsubscribe();
    await settle(world);
    expect(heard.events).toEqual([]);
    expect(await dial(world, listening.address)).toEqual({ type: 'failed', code: 'refused' });
  });
});
