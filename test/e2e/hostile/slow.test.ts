import { beforeAll, describe, expect, it } from 'vitest';
import { encodeFrames } from '../../../src/codec/encode-frames.ts';
import { Body } from '../../../src/protocol/body.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { newIdentity } from '../../../src/streams/identity/identity.ts';
import { Besieged } from '../../support/besieged.ts';
import { clientHello } from '../../support/client-hello.ts';
import { credentialsOf, helloOf, securePeer } from '../../support/greet.ts';
import { secureStrangerOn, type Stranger, strangerOn } from '../../support/stranger.ts';

// They wait for time to pass, and so do it together; the longest first.
describe.concurrent('a stranger who keeps a node waiting', () => {
  let besieged: Besieged;

  beforeAll(async () => {
    besieged = await Besieged.start('--ping-interval', '1000');
  });

  it('by never reading is closed when it has taken nothing for too long, however much it says', async () => {
    const other = await Besieged.start();
    const who = await newIdentity();
    const peer = await securePeer(other.port, who);
    peer.socket.pause();
    const began = performance.now();
    const text = 'x'.repeat(limits.bodyBytesMax);
    for (let times = 0; times < 16; times += 1) {
      other.node.say({ id: times, command: 'send', args: [who.id, text] });
    }
    const body = new Body(new Uint8Array(10).fill(0x78));
    let sequence = 0;
    const talking = setInterval(() => {
      sequence += 1;
      const ping = { kind: 'ping', token: sequence } as const;
      peer.socket.write(encodeFrames([{ kind: 'text', sequence, body }, ping]));
    }, 100);
    await other.servesDuring(other.node.event('disconnected', { peer: who.id }));
    clearInterval(talking);
    const tookMs = performance.now() - began;
    const told = await other.node.event('disconnected', { peer: who.id });
    expect(told).toMatchObject({ how: 'closed', code: 'stalled', by: 'us' });
    expect(tookMs).toBeGreaterThan(limits.congestedTimeoutMs);
    expect(tookMs).toBeLessThan(limits.congestedTimeoutMs + limits.leaveTimeoutMs);
    peer.socket.destroy();
    await other.isAlone();
  });

  it('by silence is closed when the time for a greeting is over (S0-55)', async () => {
    const stranger = strangerOn(besieged.port);
    await isOutOfTime(stranger, besieged);
  });

  it('by half a greeting of TLS is closed when the time for a greeting is over', async () => {
    const stranger = strangerOn(besieged.port);
    await stranger.opened;
    const hello = await clientHello();
    stranger.write(hello.subarray(0, hello.length / 2));
    await isOutOfTime(stranger, besieged);
  });

  it('by silence on a link that is secured is closed when the time for a greeting is over', async () => {
    await isOutOfTime(await secured(), besieged);
  });

  it('by half a frame is closed when the time for a greeting is over', async () => {
    const stranger = await secured();
    stranger.write(encodeFrames([helloOf(await newIdentity())]).subarray(0, 50));
    await isOutOfTime(stranger, besieged);
  });

  it('by one byte a second is closed when the time for a greeting is over', async () => {
    const stranger = await secured();
    const hello = encodeFrames([helloOf(await newIdentity())]);
    let said = 0;
    const ticking = setInterval(() => stranger.write(hello.subarray(said, (said += 1))), 1_000);
    await isOutOfTime(stranger, besieged);
    clearInterval(ticking);
  });

  it('by half a frame and silence, once connected, is given up when no probe is answered', async () => {
    const who = await newIdentity();
    const peer = await securePeer(besieged.port, who);
    const { token } = await peer.hears('ping');
    peer.say({ kind: 'pong', token }).write(Uint8Array.of(0, 0, 1, 0, 0, 3, 0x92));
    await besieged.servesDuring(peer.closed);
    expect(await besieged.node.event('disconnected', { peer: who.id })).toMatchObject({
      how: 'lost',
      code: 'silent',
      by: 'us',
    });
    // Whoever is frozen has done nothing wrong.
    expect(await besieged.standingOf(who.id)).toBe(100);
  });

  it('by staying after its farewell is closed when the time to leave is over', async () => {
    const who = await newIdentity();
    const peer = await securePeer(besieged.port, who);
    peer.socket.allowHalfOpen = true;
    const began = performance.now();
    const talking = setInterval(() => {
      peer.say({ kind: 'text', sequence: 1, body: new Body(new Uint8Array(10)) });
    }, 100);
    peer.say({ kind: 'bye', code: 'quit', text: '' });
    await besieged.servesDuring(peer.closed);
    clearInterval(talking);
    const tookMs = performance.now() - began;
    expect(tookMs).toBeGreaterThan(limits.leaveTimeoutMs - ROUNDING_MS);
    expect(tookMs).toBeLessThan(2 * limits.leaveTimeoutMs);
    expect(await besieged.codeFor(peer)).toBe('quit');
  });

  async function secured(): Promise<Stranger> {
    const stranger = secureStrangerOn(besieged.port, credentialsOf(await newIdentity()));
    await stranger.opened;
    return stranger;
  }
});

async function isOutOfTime(stranger: Stranger, besieged: Besieged): Promise<void> {
  const openMs = await besieged.servesDuring(stranger.closed);
  expect(openMs).toBeGreaterThan(limits.greetingTimeoutMs - ROUNDING_MS);
  expect(openMs).toBeLessThan(limits.greetingTimeoutMs + limits.leaveTimeoutMs);
  const refused = await besieged.node.event('refused', { address: stranger.address });
  expect(refused).toMatchObject({ inbound: true, code: 'greeting-timeout', by: 'us' });
}

const ROUNDING_MS = 20;
