import { randomBytes } from 'node:crypto';
import { TLSSocket } from 'node:tls';
import type { Hello, Proof } from '../../src/protocol/messages.ts';
import type { Identity } from '../../src/streams/identity/identity.ts';
import { nodeKeys } from '../../src/streams/node-keys.ts';
import { secureStrangerOn, type Stranger, strangerOn } from './stranger.ts';

/** Who dials a node and says all that it wants to hear: from then on they are one of its peers. */
async function greet(stranger: Stranger, who: Identity): Promise<Stranger> {
  const hello = helloOf(who);
  await stranger.opened;
  stranger.say(hello, await proofFor(stranger, who, hello));
  await stranger.hears('proof');
  stranger.say({ kind: 'welcome' });
  await stranger.hears('welcome');
  return stranger;
}

export function plainPeer(port: number, who: Identity): Promise<Stranger> {
  return greet(strangerOn(port), who);
}

export function securePeer(port: number, who: Identity): Promise<Stranger> {
  return greet(secureStrangerOn(port, credentialsOf(who)), who);
}

export function credentialsOf({ keyPem, certificatePem }: Identity) {
  return { key: keyPem, cert: certificatePem };
}

export function helloOf({ id }: Identity): Hello {
  return {
    kind: 'hello',
    version: 1,
    network: 'peertape',
    id,
    // Each comes as a newer life of theirs.
    instance: { boot: (boots += 1), nonce: 1 },
    nonce: new Uint8Array(randomBytes(16)),
    dial: 1,
    name: '',
    addresses: [],
    capabilities: [],
    purpose: 'stay',
  };
}

/** As soon as the node has said who it is. */
export async function proofFor(
  stranger: Stranger,
  who: Identity,
  hello: Hello,
  networkKey: Uint8Array | null = null,
): Promise<Proof> {
  const { id, nonce } = await stranger.hears('hello');
  const { socket } = stranger;
  const binding =
    socket instanceof TLSSocket
      ? new Uint8Array(socket.exportKeyingMaterial(32, 'EXPORTER-peertape', Buffer.alloc(0)))
      : new Uint8Array(0);
  const shown = nodeKeys(who, networkKey).prove({
    network: hello.network,
    speaker: { id: who.id, nonce: hello.nonce },
    hearer: { id, nonce },
    isDialler: true,
    binding,
  });
  return { kind: 'proof', ...shown };
}

let boots = 0;
