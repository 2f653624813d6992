import { BASE_PORT } from '../../machines/node/peers/find-peer.ts';
import { createNode, type NodeOptions } from '../../node/face/create-node.ts';
import { firstFreePort } from '../../streams/first-free-port.ts';
import { wrongUsage } from '../cli-error.ts';
import { folderOfAny, folderOfPort } from './default-data-folder.ts';
import type { CreateNode } from '../live/live-node.ts';

/**
 * Gives a node that was told no data folder one of the user's: that of its port, so that it is who it
 * was when it comes back there. Whoever takes any free port gets the first that nobody uses.
 */
export function createInPlace(
  root: string | null,
  create: CreateNode = createNode,
  freePort: typeof firstFreePort = firstFreePort,
): CreateNode {
  return async (options) => {
    if (options.data !== undefined) return create(options);
    if (root === null) {
      throw wrongUsage('there is no home folder to keep the data in', 'name one with --data DIR');
    }
    const { port = null } = options;
    if (port !== null && port > 0) return create({ ...options, data: folderOfPort(root, port) });
    const nextPort = (from: number) => freePort(options.host ?? '127.0.0.1', from);
    const places = port === 0 ? anyFolders(root) : portFolders(root, nextPort);
    return firstNotTaken(places, (place) => create({ ...options, ...place }));
  };
}

type Place = Pick<NodeOptions, 'port' | 'data'>;

function* anyFolders(root: string): Generator<Place> {
  for (let number = 1; number < PLACES_MAX; number += 1) {
    yield { data: folderOfAny(root, number) };
  }
}

/** A port that others have is passed over before a folder is made for it. */
async function* portFolders(
  root: string,
  nextPort: (from: number) => Promise<number | null>,
): AsyncGenerator<Place> {
  for (let from = BASE_PORT + 1; from < BASE_PORT + PLACES_MAX; from += 1) {
    // If none is free, the node itself is to say so.
    const port = (await nextPort(from)) ?? from;
    yield { port, data: folderOfPort(root, port) };
    from = port;
  }
}

const PLACES_MAX = 1_024;

/** Only what another process holds is a reason to look further. */
async function firstNotTaken<Made>(
  places: Iterable<Place> | AsyncIterable<Place>,
  make: (place: Place) => Promise<Made>,
): Promise<Made> {
  let why: unknown;
  for await (const place of places) {
    try {
      return await make(place);
    } catch (error) {
      if (!taken.includes((error as { readonly code?: string }).code ?? '')) throw error;
      why = error;
    }
  }
  throw why;
}

const taken: readonly string[] = ['port-busy', 'folder-in-use'];
