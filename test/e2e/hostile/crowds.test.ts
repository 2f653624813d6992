import { describe, expect, it } from 'vitest';
import { limits } from '../../../src/protocol/limits.ts';
import { newIdentity } from '../../../src/streams/identity/identity.ts';
import { Besieged } from '../../support/besieged.ts';
import { plainPeer, securePeer } from '../../support/greet.ts';
import { type Stranger, strangerOn } from '../../support/stranger.ts';

describe('a node to which many come at once', () => {
  it('greets ten of twenty promptly though the others say nothing (S0-23, S0-55)', async () => {
    const besieged = await Besieged.start();
    const people = await Promise.all(Array.from({ length: 10 }, () => newIdentity()));
    const began = performance.now();
    const silent = people.map(() => strangerOn(besieged.port));
    const peers = await Promise.all(people.map((who) => securePeer(besieged.port, who)));
    expect(performance.now() - began).toBeLessThan(2_000);
    await besieged.isServing();
    expect(await besieged.status()).toMatchObject({ linked: 11 });
    for (const { socket } of [...silent, ...peers]) socket.destroy();
    await besieged.isAlone();
  });

  it('takes no more of 2,000 than it has room for, and keeps those who were there (S4-11)', async () => {
    const besieged = await Besieged.start('--insecure');
    const peer = await plainPeer(besieged.port, await newIdentity());
    const crowd: Stranger[] = [];
    const come = async (): Promise<void> => {
      while (crowd.length < 2_000) {
        const wave = Array.from({ length: WAVE }, () => strangerOn(besieged.port));
        crowd.push(...wave);
        await Promise.all(wave.map(({ settled }) => settled));
      }
    };
    await besieged.servesDuring(come());
    const room = limits.connectionsMax + limits.courtesyLinksMax;
    const { most, before } = besieged;
    expect(most.descriptors - before.descriptors).toBeLessThan(room + WAVE);
    const late = await plainPeer(besieged.port, await newIdentity());
    expect(await besieged.status()).toMatchObject({ linked: 3, links: room });
    expect([peer, late].map(({ socket }) => socket.destroyed)).toEqual([false, false]);
    const refused = besieged.node.events.filter(({ event }) => event === 'refused');
    expect(refused.length).toBeGreaterThan(2_000 - room);
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['too-many-connections']));
    for (const { socket } of [...crowd, peer, late]) socket.destroy();
    await besieged.isAlone();
  });
});

/** Less than what a system lets wait to be accepted. */
const WAVE = 250;
