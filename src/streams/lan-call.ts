import { readHeader } from '../codec/read-header.ts';
import { WireWriter } from '../codec/wire-writer.ts';
import { limits } from '../protocol/limits.ts';
import { PROTOCOL_VERSION } from '../protocol/messages.ts';
import { PEER_ID_PATTERN, type PeerId } from '../protocol/peer-id.ts';

/** "Here I am", on the local network. At which host, its sender's address says. */
export interface LanCall {
  readonly network: string;
  readonly id: PeerId;
  readonly port: number;
}

/** One datagram: a msgpack array of a word that no other protocol begins with, the version, and the call. */
export function encodeLanCall({ network, id, port }: LanCall): Uint8Array {
  const writer = new WireWriter(limits.lanDatagramBytesMax);
  writer.array(5);
  writer.text(encoder.encode(MAGIC));
  writer.uint(PROTOCOL_VERSION);
  writer.text(encoder.encode(network));
  writer.text(encoder.encode(id));
  writer.uint(port);
  return writer.written();
}

/** null: it is no call of this version. Anybody can send anything there, so this is said to nobody. */
export function decodeLanCall(datagram: Uint8Array): LanCall | null {
  if (datagram.length > limits.lanDatagramBytesMax) return null;
  const items = readHeader(datagram, 0, datagram.length);
  if (!Array.isArray(items) || items.length !== 5) return null;
  const [magic, version, network, id, port] = items;
  if (magic !== MAGIC || version !== PROTOCOL_VERSION) return null;
  if (typeof network !== 'string' || typeof id !== 'string' || typeof port !== 'number')
    return null;
  const isSound = PEER_ID_PATTERN.test(id) && port >= 1 && port <= PORT_MAX;
  return isSound ? { network, id, port } : null;
}

const MAGIC = 'peertape-lan';
const PORT_MAX = 65_535;
const encoder = new TextEncoder();
