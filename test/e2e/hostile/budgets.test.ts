import { afterEach, describe, expect, it } from 'vitest';
import type { Message } from '../../../src/protocol/messages.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { newIdentity } from '../../../src/streams/identity/identity.ts';
import { Besieged } from '../../support/besieged.ts';
import { endAll } from '../../support/cli-process.ts';
import { credentialsOf, securePeer } from '../../support/greet.ts';
import { secureStrangerOn, strangerOn } from '../../support/stranger.ts';
import { prefixOf } from '../../support/wire-bytes.ts';

afterEach(endAll);

describe('a host whose links come to nothing', () => {
  it('is soon not let in any more, while its connections stay (S4-11)', async () => {
    const besieged = await Besieged.start('--insecure', '--limit-loopback');
    const said: (string | null)[] = [];
    while (said.at(-1) !== null) said.push(await failure(besieged));
    const failures = said.length - 1;
    const affordable = limits.hostAttemptsMax / (1 + limits.failureAttempts);
    expect(failures).toBeGreaterThan(affordable - 2);
    expect(failures).toBeLessThan(affordable + 2);
    expect(new Set(said)).toEqual(new Set(['frame-too-long', null]));
    await besieged.node.event('refused', { code: 'rate-limited', by: 'us', inbound: true });
    await besieged.servesDuring(failure(besieged));
    await besieged.isAlone();
  });

  it('is not let in any more either when it was TLS that failed', async () => {
    const besieged = await Besieged.start('--limit-loopback');
    const codes: unknown[] = [];
    const knocking = async (): Promise<void> => {
      while (codes.at(-1) !== 'rate-limited') {
        const stranger = strangerOn(besieged.port).write('GET / HTTP/1.1\r\n\r\n');
        await stranger.closed;
        codes.push(await besieged.codeFor(stranger));
      }
    };
    await besieged.servesDuring(knocking());
    const affordable = limits.hostAttemptsMax / (1 + limits.failureAttempts);
    expect(codes.length - 1).toBeGreaterThan(affordable - 2);
    expect(codes.length - 1).toBeLessThan(affordable + 2);
    expect(new Set(codes)).toEqual(new Set(['tls-failed', 'rate-limited']));
    await besieged.isAlone();
  });

  it('is let in again and again if it is this one, and nobody says that it counts', async () => {
    const besieged = await Besieged.start('--insecure');
    const said: (string | null)[] = [];
    while (said.length < 100) said.push(await failure(besieged));
    expect(new Set(said)).toEqual(new Set(['frame-too-long']));
    await besieged.isAlone();
  });
});

describe('a stranger', () => {
  it('that announces more than a greeting needs is closed before it is sent', async () => {
    const besieged = await Besieged.start();
    const who = await newIdentity();
    const stranger = secureStrangerOn(besieged.port, credentialsOf(who));
    await stranger.opened;
    stranger.write(prefixOf(limits.shortFrameBytesMax + 1));
    await besieged.servesDuring(stranger.closed);
    expect(stranger.farewell).toBe('frame-too-long');
    expect(await besieged.codeFor(stranger)).toBe('frame-too-long');
    await besieged.isAlone();
  });
});

describe('a peer', () => {
  it('that never stops pinging, few at a time, is closed, and trusted less (S4-11, S2-76)', async () => {
    const besieged = await Besieged.start();
    const who = await newIdentity();
    const peer = await securePeer(besieged.port, who);
    let token = 0;
    const pinging = async (): Promise<void> => {
      while (peer.farewell === null) {
        const pings = Array.from({ length: 32 }, (): Message => ({ kind: 'ping', token: ++token }));
        peer.say(...pings);
        await peer.hears('pong', { token }).catch(() => {});
      }
    };
    await besieged.servesDuring(pinging());
    await peer.closed;
    expect(token).toBeGreaterThan(limits.chatterMessagesMax);
    expect(peer.farewell).toBe('flood');
    expect(await besieged.codeFor(peer)).toBe('flood');
    await besieged.isAlone();
    expect(await besieged.standingOf(who.id)).toBe(60);
  });
});

/** What somebody is told who says nonsense; null: nothing. */
async function failure(besieged: Besieged): Promise<string | null> {
  const stranger = strangerOn(besieged.port).write(prefixOf(0xffff_ffff));
  await stranger.closed;
  return stranger.farewell;
}
