import type { Instance, PeerId } from './peer-id.ts';

/** All that a node is told before its first turn; nothing secret is in it. */
export interface NodeConfig {
  readonly id: PeerId;
  readonly instance: Instance;
  readonly name: string;
  readonly network: string;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Lab id N means port N behind this one. */
  readonly basePort: number;
  /** Addresses to stay connected to. */
  readonly contacts: readonly string[];
  readonly dialTimeoutMs: number;
  readonly pingIntervalMs: number;
  readonly connectionsMax: number;
  /** Links show keys; without, they are plain. */
  readonly tls: boolean;
  /** Hosts are limited in how often they come; links from this one only then. */
  readonly limitsLoopback: boolean;
  /** Addresses to tell others instead of those it listens on. */
  readonly advertise: readonly string[];
  /** Whom the user does not want, and whose texts the user does not want to see. */
  readonly banned: readonly PeerId[];
  readonly ignored: readonly PeerId[];
  /** Epoch milliseconds at the start of the run, as the wall has it. */
  readonly wallMs: number;
  /** `seed`: lists those who ask for it, and takes no part in the overlay. */
  readonly role: 'peer' | 'seed';
  /** The ways in which peers are found without their user's doing. */
  readonly discovery: readonly Discovery[];
  /** Addresses of seed nodes. */
  readonly seeds: readonly string[];
  /** Where peers were in earlier runs, and when, as `ID@host:port<TAB>epochMs`, those seen last first. */
  readonly saved: readonly string[];
  /** Of what this node begins. */
  readonly hopLimit: number;
  /** It passes on what others write to each other. */
  readonly relays: boolean;
  /** What is passed on to everybody is signed; without, only in a network with a key. */
  readonly signs: boolean;
  /** Plain links stay on this host, whatever others say of where peers are. */
  readonly staysHere: boolean;
  /** How often it says to everybody that it is there; 0: never. */
  readonly presenceIntervalMs: number;
  /** Of the random streams for jitter and sampling. */
  readonly seed: number;
}

export const discoveries = ['seeds', 'exchange', 'saved', 'lan'] as const;
export type Discovery = (typeof discoveries)[number];
