import type { Command } from 'commander';
import type { Answered } from '../../node/telling/node-event.ts';
import type { NodeStatus } from '../../node/face/peertape-node.ts';
import { askPatiently } from '../../streams/control/ask-patiently.ts';
import { ControlError } from '../../streams/control/control-error.ts';
import { DataFolderError } from '../../streams/folder/data-folder-error.ts';
import { makeIdentityIn } from '../../streams/folder/data-folder.ts';
import { type FolderOwner, readOwner } from '../../streams/folder/read-owner.ts';
import { SystemClock } from '../../streams/system-clock.ts';
import { CliError, exits } from '../cli-error.ts';
import { dataRoot } from '../places/default-data-folder.ts';
import type { Host } from '../host.ts';
import { type IdentityEvent, identityInWords } from '../words/identity-in-words.ts';
import { linesTo, outputFor } from '../output.ts';
import { ownFolder } from '../places/own-folder.ts';
import { shortId } from '../words/peer-names.ts';
import { givenFlags } from '../settings/command-options.ts';
import { resolveOptions } from '../settings/resolve-options.ts';
import { addWhichNode, whichNode } from '../settings/which-node.ts';

/** `peertape id`: who the node of a data folder is, whether it runs or not. */
export function id(command: Command, host: Host): void {
  addWhichNode(command)
    .option('--new', 'makes an identity if there is none yet')
    .action(async () => {
      const root = dataRoot({ env: host.env, platform: process.platform });
      const resolved = resolveOptions(givenFlags(command), { env: host.env, root }, whichNode);
      host.json = resolved.json.value === true;
      const folder = await ownFolder(resolved, root);
      const owner = await orFail(() => ownerOf(folder, command.getOptionValue('new') === true));
      const output = outputFor<IdentityEvent>(linesTo(host), host.json, identityInWords);
      output.show(told(owner, await statusOf(folder)));
    });
}

async function ownerOf(folder: string, makesNew: boolean): Promise<FolderOwner> {
  const owner = await readOwner(folder);
  if (owner !== null) return owner;
  if (makesNew) {
    await makeIdentityIn(folder);
    return (await readOwner(folder))!;
  }
  const hint = 'a node makes one at its first start, and --new makes one now';
  throw new CliError(`there is no identity in ${folder}`, {
    code: 'no-identity',
    hint,
    exit: exits.failed,
  });
}

async function orFail<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DataFolderError)) throw error;
    const { message, code, hint } = error;
    throw new CliError(message, { code, hint, exit: exits.failed });
  }
}

function told(owner: FolderOwner, status: Answered | 'none' | 'silent'): IdentityEvent {
  const { id: peer, folder: data, keyPath: key, starts } = owner;
  const isAnswer = typeof status === 'object';
  const { listening = [] } = (isAnswer ? status.result : {}) as Partial<NodeStatus>;
  return {
    event: 'id',
    at: Date.now(),
    peer,
    short: shortId(peer),
    data,
    key,
    starts,
    running: isAnswer ? true : status === 'none' ? false : null,
    addresses: listening.map((address) => `${peer}@${address}`),
  };
}

async function statusOf(folder: string): Promise<Answered | 'none' | 'silent'> {
  try {
    return (await askPatiently(folder, { command: 'status' }, new SystemClock())) as Answered;
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    return error.code === 'not-running' ? 'none' : 'silent';
  }
}
