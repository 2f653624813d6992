/**
 * What the bench uses of js-libp2p. It is installed apart, and only by who runs this bench; so its types are told here.
 *
 * @typedef {Uint8Array | (Iterable<Uint8Array> & { byteLength: number })} Pieces
 * @typedef {{ data: Pieces }} MessageEvent
 * @typedef {EventTarget & {
 *   send(bytes: Pieces): boolean,
 *   addEventListener(type: 'message', hear: (event: MessageEvent) => void): void,
 *   removeEventListener(type: 'message', hear: (event: MessageEvent) => void): void,
 * }} Stream
 * @typedef {{ close(): Promise<void> }} Connection
 * @typedef {{ toString(): string }} Multiaddr
 * @typedef {EventTarget & {
 *   getMultiaddrs(): Multiaddr[],
 *   handle(protocol: string, handler: (stream: Stream) => void): Promise<void>,
 *   dial(address: Multiaddr | Multiaddr[]): Promise<Connection>,
 *   dialProtocol(address: Multiaddr, protocol: string): Promise<Stream>,
 *   stop(): Promise<void>,
 * }} Libp2p
 *
 * @typedef {(options?: object) => unknown} Factory
 * @typedef {{
 *   createLibp2p(options: object): Promise<Libp2p>,
 *   tcp: Factory, noise: Factory, yamux: Factory,
 *   multiaddr(text: string): Multiaddr,
 * }} Modules
 */
const { createLibp2p, tcp, noise, yamux, multiaddr } = await load([
  'libp2p',
  '@libp2p/tcp',
  '@chainsafe/libp2p-noise',
  '@chainsafe/libp2p-yamux',
  '@multiformats/multiaddr',
]);

/**
 * As its pages show it, but for limits that are there against floods, of which this bench would be one.
 * @param {Record<string, unknown>} [services]
 */
export function startLibp2p(services = {}) {
  return createLibp2p({
    addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    services,
    connectionManager: {
      maxConnections: 10_000,
      maxIncomingPendingConnections: 10_000,
      inboundConnectionThreshold: 1_000_000,
    },
  });
}

/** @param {number} port */
export function addressOf(port) {
  return addressIn(`/ip4/127.0.0.1/tcp/${port}`);
}

/** @param {string} text */
export function addressIn(text) {
  return multiaddr(text);
}

/** @param {Libp2p} node */
export function portOf(node) {
  return Number(/\/tcp\/(\d+)/.exec(String(node.getMultiaddrs()[0]))?.[1]);
}

/**
 * @template {object} [Loaded=Modules]
 * @param {readonly string[]} names
 * @returns {Promise<Loaded>}
 */
export async function load(names) {
  const modules = await Promise.all(names.map((name) => import(name)));
  return Object.assign({}, ...modules);
}
