import type { Discovery } from '../../protocol/node-config.ts';

/** What a node can be told before it starts; all of it can be left out. */
export interface NodeOptions {
  /** Where it listens: 0 takes any free port. Left out: the first free one from 9001 on. */
  readonly port?: number | undefined;
  /** Listens on the base port + N, unless a port is given; and is told. */
  readonly labId?: number | undefined;
  /** Where lab ids are counted from: 9000 if left out. */
  readonly basePort?: number | undefined;
  /** 127.0.0.1 if left out. */
  readonly host?: string | undefined;
  /** Addresses (`host:port`) to tell others instead of the one it listens on. */
  readonly advertise?: readonly string[] | undefined;
  /** What others see: one word that is not a number. */
  readonly name?: string | undefined;
  /** The folder of its key and its boot counter. Left out: none, and it is somebody new at each start. */
  readonly data?: string | undefined;
  /** Only nodes of one network connect; "peertape" if left out. */
  readonly network?: string | undefined;
  /** Proven to peers, never sent, never on a tape. */
  readonly networkKey?: Uint8Array | undefined;
  /** Addresses to stay connected to: host:port, a port of this host, or a lab id; `ID@` before it says who it is. */
  readonly connect?: readonly string[] | undefined;
  readonly dialTimeoutMs?: number | undefined;
  readonly pingIntervalMs?: number | undefined;
  readonly connectionsMax?: number | undefined;
  /** Links from this host are limited as those from others are. */
  readonly limitLoopback?: boolean | undefined;
  /** Plain links, to and from this host only. */
  readonly insecure?: boolean | undefined;
  /** Plain links to and from everywhere. */
  readonly insecureAnywhere?: boolean | undefined;
  /**
   * A new folder to record the run into; false records nothing. Left out: into a new one in the data
   * folder, if there is one.
   */
  readonly trace?: string | false | undefined;
  /** How much is kept. Left out: 256 MiB of all tapes in the data folder, and all of one that has a folder of its own. */
  readonly traceKeepBytes?: number | undefined;
  /**
   * Whose texts are on the tape: nobody's, those of this node and to it ("text", if left out), or all.
   * Only "all" keeps more of a long one than its length.
   */
  readonly bodies?: 'none' | 'text' | 'all' | undefined;
  /** "seed": lists those who ask for it, and takes no part in anything else. */
  readonly role?: 'peer' | 'seed' | undefined;
  /**
   * The ways in which it finds others: "seeds" asks seed nodes, "exchange" its neighbours, "saved" remembers who was
   * there, "lan" calls around. All but the last if left out; none if empty.
   */
  readonly discovery?: readonly Discovery[] | undefined;
  /** Addresses of seed nodes. */
  readonly seeds?: readonly string[] | undefined;
  /** How many links may be crossed by what it begins. */
  readonly hopLimit?: number | undefined;
  /** Neither signs what is passed on nor has signatures judged: only in a network with a key, and all of it. */
  readonly unsigned?: boolean | undefined;
  /** Passes on what others write to each other; yes if left out. It is found by others, and is written to, all the same. */
  readonly relay?: boolean | undefined;
  /** How often it says to everybody that it is there; 0: never. */
  readonly presenceIntervalMs?: number | undefined;
}
