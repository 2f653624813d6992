import { beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../src/protocol/limits.ts';
import type { Link, LinkEvent } from '../../src/streams/link.ts';
import { countingBytes, joinBytes, LinkRecording } from '../support/link-recording.ts';
import { linkPair, networkWorlds, settle, type NetworkWorld } from '../support/network-worlds.ts';
import { Recording } from '../support/recording.ts';

describe.each(networkWorlds)('a link ($name)', ({ make }) => {
  let world: NetworkWorld;
  let a: Link;
  let b: Link;

  beforeEach(async () => {
    world = make();
    [a, b] = await linkPair(world);
  });

  async function until(heard: LinkRecording, isThere: (heard: LinkRecording) => boolean) {
    world.drive();
    await heard.until(isThere);
  }

  async function bothSecured(): Promise<[LinkRecording, LinkRecording]> {
    const [atA, atB] = [new LinkRecording(a), new LinkRecording(b)];
    for (const each of [atA, atB]) await until(each, ({ peers }) => peers.length === 1);
    return [atA, atB];
  }

  async function closeBoth(...heard: LinkRecording[]) {
    a.close();
    b.close();
    for (const each of heard) await until(each, ({ isComplete }) => isComplete);
  }

  it('says first, and once, whose key stands at the other end', async () => {
    const [atA, atB] = [new Recording(a.event$), new Recording(b.event$)];
    a.write(Uint8Array.of(1));
    b.write(Uint8Array.of(2));
    for (const each of [atA, atB]) {
      world.drive();
      await each.until(({ events }) => events.some(({ type }) => type === 'bytes'));
    }
    const types = (heard: Recording<LinkEvent>) => heard.events.map(({ type }) => type);
    expect([types(atA), types(atB)]).toEqual([
      ['secured', 'bytes'],
      ['secured', 'bytes'],
    ]);
    expect([atA.events[0], atB.events[0]]).toEqual([
      { type: 'secured', peer: world.peers.target },
      { type: 'secured', peer: world.peers.dialler },
    ]);
    atA.unsubscribe();
    atB.unsubscribe();
  });

  it('binds what is said on it to this link, if it shows keys', async () => {
    const heard = await bothSecured();
    const [c, d] = await linkPair(world);
    const others = [new LinkRecording(c), new LinkRecording(d)];
    for (const each of others) await until(each, ({ peers }) => peers.length === 1);
    expect(a.binding).toEqual(b.binding);
    expect(c.binding).toEqual(d.binding);
    expect(a.binding.length > 0).toBe(world.peers.target !== null);
    if (world.peers.target !== null) expect(a.binding).not.toEqual(c.binding);
    for (const each of [...heard, ...others]) each.unsubscribe();
  });

  it('brings all bytes in order, whatever the sizes they were written in', async () => {
    const written = [1, 0, 2, 5_000, 1, 70_000, 300, 200_000, 7].map(countingBytes);
    const heard = new LinkRecording(b);
    const own = new LinkRecording(a);
    for (const bytes of written) a.write(bytes);
    a.write(...written);
    const all = joinBytes([...written, ...written]);
    await until(heard, ({ length }) => length >= all.length);
    expect(Buffer.compare(heard.bytes, all)).toBe(0);
    await closeBoth(heard, own);
  });

  it('gathers at most limits.inputBytesMax in one event', async () => {
    a.write(countingBytes(4 * limits.inputBytesMax + 1));
    await settle(world);
    const heard = new LinkRecording(b);
    await until(heard, ({ length }) => length > 4 * limits.inputBytesMax);
    expect(Math.max(...heard.gathered)).toBeLessThanOrEqual(limits.inputBytesMax);
    expect(Math.min(...heard.gathered)).toBeGreaterThan(0);
    await closeBoth(heard);
  });

  it('keeps what comes before anybody listens', async () => {
    b.write(Uint8Array.of(1, 2, 3));
    b.end();
    await settle(world);
    const heard = new LinkRecording(a);
    expect(heard.events).toEqual([]);
    await until(heard, (each) => each.has('ended'));
    expect([...heard.bytes]).toEqual([1, 2, 3]);
    expect(heard.turns).toEqual([{ type: 'ended' }]);
    await closeBoth(heard);
  });

  it('hands out plain bytes, of which slice is a copy', async () => {
    const heard = new LinkRecording(b);
    a.write(Buffer.of(1));
    await until(heard, ({ length }) => length === 1);
    const chunks = heard.events.flatMap((event) => (event.type === 'bytes' ? event.chunks : []));
    expect(chunks.map((chunk) => chunk.constructor === Uint8Array)).toEqual([true]);
    await closeBoth(heard);
  });

  it('still brings bytes to the side that has ended', async () => {
    const [atA, atB] = [new LinkRecording(a), new LinkRecording(b)];
    a.end();
    await until(atB, (heard) => heard.has('ended'));
    b.write(countingBytes(100_000));
    b.end();
    await until(atA, ({ isComplete }) => isComplete);
    await until(atB, ({ isComplete }) => isComplete);
    expect(Buffer.compare(atA.bytes, countingBytes(100_000))).toBe(0);
    const both = [{ type: 'ended' }, { type: 'closed', code: 'ended' }];
    expect([atA.turns, atB.turns]).toEqual([both, both]);
  });

  it('brings a farewell whole, also to one who is still sending', async () => {
    const [atA, atB] = [new LinkRecording(a), new LinkRecording(b)];
    b.write(countingBytes(300_000));
    a.write(Uint8Array.of(98, 121, 101));
    a.end();
    b.write(countingBytes(300_000));
    await until(atB, (heard) => heard.has('ended'));
    expect([...atB.bytes]).toEqual([98, 121, 101]);
    b.end();
    await until(atA, ({ isComplete }) => isComplete);
    await until(atB, ({ isComplete }) => isComplete);
    expect(atA.length).toBe(600_000);
    expect(atB.events.at(-1)).toEqual({ type: 'closed', code: 'ended' });
  });

  it('never lets an end overtake bytes', async () => {
    const heard = new LinkRecording(b);
    a.write(countingBytes(500_000));
    a.end();
    await until(heard, (each) => each.has('ended'));
    expect(heard.length).toBe(500_000);
    expect(heard.turns).toEqual([{ type: 'ended' }]);
    await closeBoth(heard);
  });

  it('is a clean end for both when both end at once', async () => {
    const [atA, atB] = [new LinkRecording(a), new LinkRecording(b)];
    a.end();
    b.end();
    await until(atA, ({ isComplete }) => isComplete);
    await until(atB, ({ isComplete }) => isComplete);
    const both = [{ type: 'ended' }, { type: 'closed', code: 'ended' }];
    expect([atA.events, atB.events]).toEqual([both, both]);
  });

  it('shows the other side a reset when it is closed', async () => {
    const [atA, atB] = await bothSecured();
    a.close();
    await until(atA, ({ isComplete }) => isComplete);
    await until(atB, ({ isComplete }) => isComplete);
    expect([atA.events, atB.events]).toEqual([
      [{ type: 'closed', code: 'reset' }],
      [{ type: 'closed', code: 'reset' }],
    ]);
  });

  it('shows a reset also when it is closed right after its end', async () => {
    const [own, heard] = await bothSecured();
    a.end();
    a.close();
    await until(heard, ({ isComplete }) => isComplete);
    await until(own, ({ isComplete }) => isComplete);
    expect(heard.events.at(-1)).toEqual({ type: 'closed', code: 'reset' });
  });

  it('shows a reset that came before anybody listened', async () => {
    a.write(Uint8Array.of(1));
    await settle(world);
    a.close();
    await settle(world);
    const heard = new LinkRecording(b);
    await until(heard, ({ isComplete }) => isComplete);
    expect(heard.events.at(-1)).toEqual({ type: 'closed', code: 'reset' });
  });

  it('closes when its subscriber leaves', async () => {
    const [atA, atB] = await bothSecured();
    atA.unsubscribe();
    await until(atB, ({ isComplete }) => isComplete);
    expect(atB.events).toEqual([{ type: 'closed', code: 'reset' }]);
  });

  it('is congested over limits.linkBufferBytesMax and drained once all has gone', async () => {
    const atA = new LinkRecording(a);
    const size = 8 * limits.linkBufferBytesMax;
    a.write(countingBytes(size));
    a.write(countingBytes(size));
    await until(atA, (heard) => heard.has('congested'));
    await settle(world);
    expect(atA.events).toEqual([{ type: 'congested' }]);
    const atB = new LinkRecording(b);
    await until(atB, ({ length }) => length >= 2 * size);
    await until(atA, (heard) => heard.has('drained'));
    expect(atA.events).toEqual([{ type: 'congested' }, { type: 'drained' }]);
    expect(Buffer.compare(atB.bytes, joinBytes([countingBytes(size), countingBytes(size)]))).toBe(
      0,
    );
    await closeBoth(atA, atB);
  });

  it('is not congested by limits.linkBufferBytesMax at once', async () => {
    const [atA, atB] = [new LinkRecording(a), new LinkRecording(b)];
    a.write(countingBytes(limits.linkBufferBytesMax));
    await until(atB, ({ length }) => length === limits.linkBufferBytesMax);
    expect(atA.events).toEqual([]);
    await closeBoth(atA, atB);
  });

  it('drains before it ends', async () => {
    const atA = new LinkRecording(a);
    a.write(countingBytes(16 * limits.linkBufferBytesMax));
    a.end();
    const atB = new LinkRecording(b);
    await until(atB, (heard) => heard.has('ended'));
    await until(atA, (heard) => heard.has('drained'));
    expect(atB.length).toBe(16 * limits.linkBufferBytesMax);
    expect(atA.events).toEqual([{ type: 'congested' }, { type: 'drained' }]);
    await closeBoth(atA, atB);
  });

  it('drops what waits when it is closed', async () => {
    const atA = new LinkRecording(a);
    a.write(countingBytes(16 * limits.linkBufferBytesMax));
    a.close();
    const atB = new LinkRecording(b);
    await until(atA, ({ isComplete }) => isComplete);
    await until(atB, ({ isComplete }) => isComplete);
    expect(atA.turns.at(-1)).toEqual({ type: 'closed', code: 'reset' });
    expect(atB.length).toBeLessThan(16 * limits.linkBufferBytesMax);
  });

  it('closes at once though the other side reads nothing', async () => {
    const atA = new LinkRecording(a);
    a.write(countingBytes(16 * limits.linkBufferBytesMax));
    await until(atA, (heard) => heard.has('congested'));
    await settle(world);
    a.close();
    await until(atA, ({ isComplete }) => isComplete);
    expect(atA.events).toEqual([{ type: 'congested' }, { type: 'closed', code: 'reset' }]);
    await closeBoth(new LinkRecording(b));
  });

  it('closes at once though what it sent before its end is not read', async () => {
    const atA = new LinkRecording(a);
    a.write(countingBytes(16 * limits.linkBufferBytesMax));
    a.end();
    await until(atA, (heard) => heard.has('congested'));
    await settle(world);
    a.close();
    await until(atA, ({ isComplete }) => isComplete);
    expect(atA.events).toEqual([{ type: 'congested' }, { type: 'closed', code: 'reset' }]);
    await closeBoth(new LinkRecording(b));
  });

  it('takes nothing after its end, and says nothing after it is closed', async () => {
    const [atA, atB] = [new LinkRecording(a), new LinkRecording(b)];
    a.write(Uint8Array.of(1));
    a.end();
    a.write(Uint8Array.of(2));
    a.end();
    await until(atB, (heard) => heard.has('ended'));
    expect([...atB.bytes]).toEqual([1]);
    b.write(countingBytes(10));
    b.close();
    b.write(countingBytes(10));
    b.end();
    b.close();
    await until(atA, ({ isComplete }) => isComplete);
    await until(atB, ({ isComplete }) => isComplete);
    const said = [atA.events.length, atB.events.length];
    a.write(countingBytes(10));
    a.close();
    await settle(world);
    expect([atA.events.length, atB.events.length]).toEqual(said);
    expect([atA, atB].map(({ events }) => events.at(-1)?.type)).toEqual(['closed', 'closed']);
    expect([atA.error, atB.error]).toEqual([null, null]);
  });

  it('may be closed by its subscriber in the middle of an event', async () => {
    const heard = new LinkRecording(b);
    const closing = heard.until(({ length }) => length > 0).then(() => b.close());
    a.write(countingBytes(1_000));
    world.drive();
    await closing;
    await until(heard, ({ isComplete }) => isComplete);
    expect(heard.turns).toEqual([{ type: 'closed', code: 'reset' }]);
    await closeBoth(new LinkRecording(a));
  });
});
