import { describe, expect, it } from 'vitest';
import { encodeFrames } from '../../../src/codec/encode-frames.ts';
import { Dice } from '../../../src/sim/dice.ts';
import { newIdentity } from '../../../src/streams/identity/identity.ts';
import { Besieged } from '../../support/besieged.ts';
import { clientHello } from '../../support/client-hello.ts';
import { credentialsOf, helloOf, proofFor } from '../../support/greet.ts';
import { secureStrangerOn, type Stranger, strangerOn } from '../../support/stranger.ts';

const TIMES = 200;
const AT_ONCE = 10;

describe('a node whose links are reset at random moments', () => {
  it('of a plain greeting, byte by byte, lets go of each', async () => {
    const besieged = await Besieged.start('--insecure');
    const dice = new Dice(1, 'plain resets');
    const comes = async (): Promise<void> => {
      const who = await newIdentity();
      const stranger = strangerOn(besieged.port);
      await stranger.opened;
      const hello = helloOf(who);
      const proof = await proofFor(stranger, who, hello);
      const words = encodeFrames([hello, proof, { kind: 'welcome' }]);
      await reset(stranger, words.subarray(0, dice.between(0, words.length)));
    };
    await besieged.servesDuring(inTurn(comes));
    await besieged.isAlone();
    const codes = besieged.node.events.flatMap(({ event, code }) =>
      event === 'refused' || event === 'disconnected' ? [code] : [],
    );
    expect([codes.length, new Set(codes)]).toEqual([TIMES, new Set(['reset'])]);
  });

  it('of a greeting of TLS, byte by byte, lets go of each', async () => {
    const besieged = await Besieged.start();
    const dice = new Dice(1, 'resets of TLS');
    const hello = await clientHello();
    const comes = async (): Promise<void> => {
      const stranger = strangerOn(besieged.port);
      await stranger.opened;
      await reset(stranger, hello.subarray(0, dice.between(0, hello.length)));
    };
    await besieged.servesDuring(inTurn(comes));
    await besieged.isAlone();
  });

  it('of a secured greeting, step by step, lets go of each', async () => {
    const besieged = await Besieged.start();
    const dice = new Dice(1, 'secured resets');
    const people = await Promise.all(Array.from({ length: AT_ONCE }, () => newIdentity()));
    const comes = async (place: number): Promise<void> => {
      const who = people[place]!;
      const stranger = secureStrangerOn(besieged.port, credentialsOf(who));
      const hello = helloOf(who);
      const steps: (() => Promise<unknown>)[] = [
        () => stranger.opened,
        async () => stranger.say(hello, await proofFor(stranger, who, hello)),
        () => stranger.hears('proof'),
        async () => stranger.say({ kind: 'welcome' }),
        () => stranger.hears('welcome'),
      ];
      for (const step of steps.slice(0, dice.between(0, steps.length))) await step();
      stranger.carrier.resetAndDestroy();
      await stranger.closed;
    };
    await besieged.servesDuring(inTurn(comes));
    await besieged.isAlone();
  });
});

async function inTurn(comes: (place: number) => Promise<void>): Promise<void> {
  for (let times = 0; times < TIMES; times += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, (_, place) => comes(place)));
  }
}

async function reset(stranger: Stranger, bytes: Uint8Array): Promise<void> {
  await new Promise<void>((resolve) => stranger.socket.write(bytes, () => resolve()));
  stranger.socket.resetAndDestroy();
  await stranger.closed;
}
