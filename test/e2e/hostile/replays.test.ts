import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../../src/protocol/messages.ts';
import { type Identity, newIdentity } from '../../../src/streams/identity/identity.ts';
import { Besieged } from '../../support/besieged.ts';
import { CliProcess } from '../../support/cli-process.ts';
import { credentialsOf, helloOf, proofFor, securePeer } from '../../support/greet.ts';
import { secureStrangerOn, type Stranger, strangerOn } from '../../support/stranger.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const WELCOME: Message = { kind: 'welcome' };
const PING: Message = { kind: 'ping', token: 1 };
const NO_PROOF: Message = {
  kind: 'proof',
  key: new Uint8Array(0),
  signature: new Uint8Array(0),
  tag: new Uint8Array(0),
};

describe('a stranger on a plain link', () => {
  let besieged: Besieged;

  beforeAll(async () => {
    besieged = await Besieged.start('--insecure');
  });

  it('that says again what a peer has said on an earlier link is refused', async () => {
    const peer = await newIdentity();
    const earlier = strangerOn(besieged.port);
    const hello = helloOf(peer);
    await earlier.opened;
    const proof = await proofFor(earlier.say(hello), peer, hello);
    earlier.say(proof, WELCOME);
    await earlier.hears('welcome');
    earlier.socket.destroy();
    await besieged.node.event('disconnected', { peer: peer.id });

    const thief = strangerOn(besieged.port);
    await thief.opened;
    thief.say(hello, proof, WELCOME);
    await besieged.servesDuring(thief.closed);
    expect(thief.farewell).toBe('wrong-key');
    await besieged.node.event('refused', { address: thief.address, code: 'wrong-key', by: 'us' });
    await besieged.isAlone();
  });
});

describe('a stranger in a network with a key', () => {
  it('that says again on its own link how a member showed the key is refused', async () => {
    const key = Uint8Array.from({ length: 32 }, (_, index) => index);
    const file = join(temporaryFolder(), 'key');
    writeFileSync(file, key, { mode: 0o600 });
    const node = new CliProcess('node', '--port', '0', '--json', '--network-key', file);
    const { port } = await node.event('listening');
    const who = await newIdentity();
    const hello = helloOf(who);
    const member = secureStrangerOn(Number(port), credentialsOf(who));
    await member.opened;
    const proof = await proofFor(member.say(hello), who, hello, key);
    member.say(proof, WELCOME);
    await member.hears('welcome');
    member.socket.destroy();
    await node.event('disconnected', { peer: who.id });

    const again = secureStrangerOn(Number(port), credentialsOf(who));
    await again.opened;
    again.say({ ...hello, instance: { boot: hello.instance.boot + 1, nonce: 1 } }, proof, WELCOME);
    await again.closed;
    expect(again.farewell).toBe('wrong-network-key');
    await node.event('refused', { address: again.address, code: 'wrong-network-key', by: 'us' });
  });
});

describe('a stranger on a secured link', () => {
  let besieged: Besieged;

  beforeAll(async () => {
    besieged = await Besieged.start();
  });

  it('that says the greeting of another is refused, and trusted less itself', async () => {
    const peer = await newIdentity();
    const earlier = await securePeer(besieged.port, peer);
    const thief = await secured(await newIdentity());
    thief.say(helloOf(peer), NO_PROOF, WELCOME);
    await isRefused(thief, 'wrong-key');
    earlier.say(PING);
    expect(await earlier.hears('pong')).toEqual({ kind: 'pong', token: 1 });
    expect(await besieged.standingOf(peer.id)).toBe(100);
    earlier.socket.destroy();
    await besieged.isAlone();
  });

  it.each<[what: string, words: (who: Identity) => Message[]]>([
    ['its proof before its hello', (who) => [NO_PROOF, helloOf(who), WELCOME]],
    ['its welcome before its hello', (who) => [WELCOME, helloOf(who), NO_PROOF]],
    ['its welcome before its proof', (who) => [helloOf(who), WELCOME, NO_PROOF]],
    ['hello twice', (who) => [helloOf(who), helloOf(who), NO_PROOF, WELCOME]],
    ['its proof twice', (who) => [helloOf(who), NO_PROOF, NO_PROOF, WELCOME]],
    ['a ping before its welcome', (who) => [helloOf(who), PING, NO_PROOF, WELCOME]],
    ['a receipt first', (who) => [{ kind: 'receipt', taken: 1 }, helloOf(who)]],
    ['hello once it is connected', (who) => [helloOf(who), NO_PROOF, WELCOME, helloOf(who)]],
  ])('that says %s is told so, and closed at once', async (_, words) => {
    const who = await newIdentity();
    const stranger = await secured(who);
    stranger.say(...words(who));
    await isRefused(stranger, 'unexpected-message');
    await besieged.isAlone();
  });

  async function isRefused(stranger: Stranger, code: string): Promise<void> {
    await besieged.servesDuring(stranger.closed);
    expect([stranger.farewell, await besieged.codeFor(stranger)]).toEqual([code, code]);
  }

  async function secured(identity: Identity): Promise<Stranger> {
    const stranger = secureStrangerOn(besieged.port, credentialsOf(identity));
    await stranger.opened;
    return stranger;
  }
});
