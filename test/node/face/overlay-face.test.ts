import { describe, expect, it } from 'vitest';
import { limits } from '../../../src/protocol/limits.ts';
import { consolePair } from '../../support/console-pair.ts';
import { Recording } from '../../support/recording.ts';

const BOB = '127.0.0.2:9002';
const ALICE = 'a'.repeat(52);
const BOBS_ID = 'b'.repeat(52);
const SECOND = 1_000_000;

describe('a broadcast of a program', () => {
  it('resolves once it is on its way, and comes to others with its kind and its hops', async () => {
    const { soon, alice, bob } = await linkedPair();
    const [heard, received] = [new Recording(bob.face.events$), new Recording(bob.face.received$)];
    const sent = await soon(alice.face.broadcast('hi'));
    expect(sent).toEqual({ messageId: `${ALICE}/1-1/b1`, linked: [BOBS_ID], unreachable: [] });
    const came = { from: ALICE, messageId: sent.messageId, kind: 'broadcast', hops: 1 };
    expect(received.events).toEqual([{ ...came, content: new Uint8Array([104, 105]) }]);
    expect(heard.events).toMatchObject([{ event: 'message', ...came, text: 'hi' }]);
    const direct = await soon(alice.face.send('bob', 'hi'));
    expect(received.events[1]).toMatchObject({ messageId: direct.messageId, kind: 'direct' });
    expect(direct.messageId).not.toBe(sent.messageId);
  });

  it('says who is not there to get it', async () => {
    const { soon, alice } = await linkedPair();
    await soon(alice.face.disconnect('bob'));
    expect(await soon(alice.face.broadcast(new Uint8Array([0xff])))).toMatchObject({
      linked: [],
      unreachable: [BOBS_ID],
    });
  });

  it('has bytes of its own, long after it has resolved', async () => {
    const { soon, alice, bob } = await linkedPair();
    await soon(alice.face.disconnect('bob'));
    const bytes = new Uint8Array(10_000).fill(7);
    await soon(alice.face.broadcast(bytes));
    bytes.fill(0);
    const received = new Recording(bob.face.received$);
    await soon(alice.face.connect(BOB));
    expect(received.events.map(({ content }) => content)).toEqual([new Uint8Array(10_000).fill(7)]);
  });

  it('is refused where it is empty, too long or no text at all', async () => {
    const { soon, alice } = await linkedPair();
    const failed = (content: string | Uint8Array) =>
      soon(alice.face.broadcast(content).catch((error: Error & { code?: string }) => error));
    expect(await failed('')).toMatchObject({ code: 'empty-text' });
    const long = new Uint8Array(limits.bodyBytesMax + 1);
    expect(await failed(long)).toMatchObject({ code: 'text-too-long' });
    expect(await failed(7 as unknown as string)).toEqual(
      new TypeError('broadcast: the content must be a text or bytes'),
    );
  });
});

describe('a program', () => {
  it('is told of neighbours, of who is linked to whom, and of what can be found', async () => {
    const { soon, alice } = await linkedPair();
    const bob = { peer: BOBS_ID, name: 'bob', address: BOB };
    expect(await soon(alice.face.view())).toEqual({
      active: [{ ...bob, inbound: false, pinned: true, eager: true }],
      passive: [],
    });
    expect(await soon(alice.face.topology())).toEqual([
      { peer: ALICE, name: 'alice', linked: [BOBS_ID] },
    ]);
    expect(await soon(alice.face.scan('9001-9002'))).toEqual([
      { address: '127.0.0.1:9002', active: false },
    ]);
    expect(await soon(alice.face.scan())).toHaveLength(9);
    await expect(soon(alice.face.scan('2-1'))).rejects.toMatchObject({ code: 'bad-range' });
    expect(await soon(alice.face.status())).toMatchObject({
      overlay: { neighbours: 1, leads: 0, alive: 0, listed: null, delivered: 0 },
    });
  });

  it('lets everybody know that its node is there', async () => {
    const { soon, alice, bob } = await linkedPair();
    const states = new Recording(bob.face.state$);
    expect(await soon(alice.face.announce())).toBe(undefined);
    expect(await soon(bob.face.topology())).toEqual([
      { peer: BOBS_ID, name: 'bob', linked: [ALICE] },
      { peer: ALICE, name: 'alice', linked: [BOBS_ID] },
    ]);
    expect(states.events.at(-1)?.peers).toMatchObject([{ name: 'alice', state: 'alive' }]);
  });
});

async function linkedPair() {
  const { clock, alice, bob } = consolePair();
  const soon = <T>(promise: Promise<T>): Promise<T> => {
    clock.run(clock.now() + 3 * SECOND);
    return promise;
  };
  await soon(alice.face.connect(BOB));
  return { soon, alice, bob };
}
