import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeFrames } from '../../../src/codec/encode-frames.ts';
import { Body } from '../../../src/protocol/body.ts';
import { limits } from '../../../src/protocol/limits.ts';
import type { Message } from '../../../src/protocol/messages.ts';
import { newIdentity } from '../../../src/streams/identity/identity.ts';
import { Besieged } from '../../support/besieged.ts';
import { endAll } from '../../support/cli-process.ts';
import { securePeer } from '../../support/greet.ts';
import type { Stranger } from '../../support/stranger.ts';

let besieged: Besieged;

beforeEach(async () => {
  besieged = await Besieged.start();
});
afterEach(endAll);

describe('a peer that floods a node', () => {
  it('with pings is closed at once, and trusted less (S4-11, S2-76)', async () => {
    const who = await newIdentity();
    const peer = await securePeer(besieged.port, who);
    const pings = Array.from({ length: 100_000 }, (_, token): Message => ({ kind: 'ping', token }));
    await besieged.servesDuring(poured(peer, encodeFrames(pings)));
    await besieged.servesDuring(peer.closed);
    expect(peer.farewell).toBe('flood');
    const told = await besieged.node.event('disconnected', { peer: who.id });
    expect(told).toMatchObject({ how: 'closed', code: 'flood', by: 'us' });
    await besieged.isAlone();
    expect(await besieged.standingOf(who.id)).toBe(60);
  });

  it('with texts is heard as fast as the node can, and no faster (S4-11)', async () => {
    const peer = await securePeer(besieged.port, await newIdentity());
    const texts = 50_000;
    const many = Array.from({ length: texts }, (_, n) => textOf(n + 1));
    await besieged.servesDuring(poured(peer, encodeFrames(many)));
    peer.say({ kind: 'ping', token: 1 });
    await besieged.servesDuring(peer.hears('pong'));
    expect(peer.heard.findLast(({ kind }) => kind === 'receipt')).toEqual({
      kind: 'receipt',
      taken: texts,
    });
    peer.socket.destroy();
    await besieged.isAlone();
  });

  it('with the longest texts makes it hold no more than a few of them', async () => {
    const peer = await securePeer(besieged.port, await newIdentity());
    const long = encodeFrames([textOf(1, limits.bodyBytesMax)]);
    const many = async (): Promise<void> => {
      for (let times = 0; times < 50; times += 1) await poured(peer, long);
    };
    await besieged.servesDuring(many());
    peer.socket.destroy();
    await besieged.isAlone();
  });
});

describe('many peers that flood a node', () => {
  it('with the shortest texts leave room for one who says little (S4-11)', async () => {
    const people = await Promise.all(Array.from({ length: 40 }, () => newIdentity()));
    const peers = await Promise.all(people.map((who) => securePeer(besieged.port, who)));
    const many = encodeFrames(Array.from({ length: 20_000 }, (_, n) => textOf(n + 1, 1)));
    await besieged.servesDuring(Promise.all(peers.map((peer) => poured(peer, many))));
    for (const { socket } of peers) socket.destroy();
    await besieged.isAlone();
  });

  it('with far more than it may hold do not make it hold that', async () => {
    const people = await Promise.all(Array.from({ length: 40 }, () => newIdentity()));
    const peers = await Promise.all(people.map((who) => securePeer(besieged.port, who)));
    const many = encodeFrames(Array.from({ length: 160 }, (_, n) => textOf(n + 1, 65_536)));
    // What it would tell of all that is no matter here.
    besieged.node.hold();
    await besieged.servesDuring(Promise.all(peers.map((peer) => poured(peer, many))));
    for (const { socket } of peers) socket.destroy();
    // Of buffers that are no longer used V8 keeps some for a while: less than were poured, by far.
    await besieged.isAlone((peers.length * many.length) / 2);
  });
});

function textOf(sequence: number, length = 6): Message {
  return { kind: 'text', sequence, body: new Body(new Uint8Array(length).fill(0x78)) };
}

/** All that the node takes of it. */
async function poured({ socket, closed }: Stranger, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length && !socket.destroyed; at += 65_536) {
    const piece = bytes.subarray(at, at + 65_536);
    await Promise.race([closed, new Promise((resolve) => socket.write(piece, resolve))]);
  }
}
