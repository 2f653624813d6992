import { addressOf, BASE_PORT } from '../../machines/node/peers/find-peer.ts';
import type { NodeOptions } from '../../node/face/node-options.ts';
import { addToSeedsFile, SeedsFileError } from '../../streams/seeds-file.ts';
import { CliError, exits, wrongUsage } from '../cli-error.ts';
import type { CreateNode } from '../live/live-node.ts';

/** A seed node that adds where it is to a file, if there is one, as soon as it listens; or else does not run. */
export function createListed(
  file: string | undefined,
  { host = '', advertise = [] }: NodeOptions,
  create: CreateNode,
): CreateNode {
  if (file === undefined) return create;
  if (advertise.length === 0 && EVERYWHERE.includes(host)) {
    throw wrongUsage(
      `${host} is nothing that others could dial, and so no line of a seeds file`,
      'say with --advertise where they reach it',
    );
  }
  return async (options) => {
    const node = await create(options);
    const [advertised = node.address] = advertise;
    try {
      addToSeedsFile(file, addressOf(advertised, options.basePort ?? BASE_PORT)!);
    } catch (error) {
      await node.close();
      throw error instanceof SeedsFileError ? notListed(error) : error;
    }
    return node;
  };
}

/** What can be listened on, and is no place. */
const EVERYWHERE: readonly string[] = ['0.0.0.0', '::'];

function notListed({ message, hint }: SeedsFileError): CliError {
  return new CliError(message, { code: 'seeds-file-failed', hint, exit: exits.failed });
}
