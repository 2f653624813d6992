import type { Command } from 'commander';
import type { Answered } from '../../node/telling/node-event.ts';
import type { TapeSummary } from '../../node/face/node-tape.ts';
import type { PeerLine } from '../../node/face/peertape-node.ts';
import { answerInWords, NOT_RECORDED } from '../words/answer-in-words.ts';
import { CliError, exits, type Exit } from '../cli-error.ts';
import { type ConsoleCommand, consoleCommands } from '../console/console-commands.ts';
import { dataRoot } from '../places/default-data-folder.ts';
import { doneInWords } from '../words/done-in-words.ts';
import type { Host } from '../host.ts';
import { linesTo } from '../output.ts';
import { jsonLine } from '../words/json-line.ts';
import { PeerNames } from '../words/peer-names.ts';
import { askNode } from '../places/ask-node.ts';
import { runningNode } from '../places/running-node.ts';
import { givenFlags } from '../settings/command-options.ts';
import { resolveOptions } from '../settings/resolve-options.ts';
import { addWhichNode, whichNode } from '../settings/which-node.ts';

/** `peertape peers`, `peertape send bob hi`, …: what a console says, said to a node that runs already. */
export function control(word: string): (command: Command, host: Host) => void {
  return (command, host) => {
    command.addHelpText('before', 'Asks a node that runs, and tells its answer.\n');
    const said = consoleCommands.find(({ words }) => words[0] === word)!;
    for (const form of argumentsOf(said)) command.argument(form);
    if (word === 'send') command.option('--wait', 'until the text has arrived, or has not');
    addWhichNode(command).action(async () => {
      const root = dataRoot({ env: host.env, platform: process.platform });
      const resolved = resolveOptions(givenFlags(command), { env: host.env, root }, whichNode);
      host.json = resolved.json.value === true;
      const folder = await runningNode(resolved, root);
      const wait = command.getOptionValue('wait') === true ? { wait: true } : {};
      const request = { command: word, args: partsOf(said, command.args), ...wait };
      const answer = await askNode(folder, request);
      if (host.json) tell(answer, host, new PeerNames());
      else tell(answer, host, await namesFor(answer, folder), await isLost(answer, folder));
    });
  };
}

/** As the usage line names them. */
function argumentsOf({ usage, parts: [min], endsInText }: ConsoleCommand): readonly string[] {
  const names = usage
    .split(' ')
    .slice(1)
    .map((name) => name.replaceAll(/[[\]]/g, '').toLowerCase());
  return names.map((name, index) => {
    const dots = endsInText === true && index === names.length - 1 ? '...' : '';
    return index < min ? `<${name}${dots}>` : `[${name}${dots}]`;
  });
}

/** A text may come in several words, as shells cut it. */
function partsOf(
  { parts: [, max], endsInText }: ConsoleCommand,
  words: readonly string[],
): string[] {
  if (endsInText !== true) return [...words];
  return [...words.slice(0, max - 1), words.slice(max - 1).join(' ')];
}

/** The node is asked once more how they are called, where an answer is about somebody. */
async function namesFor({ ok, command, result }: Answered, folder: string): Promise<PeerNames> {
  const names = new PeerNames();
  const { peer, to } = (result ?? {}) as { readonly peer?: unknown; readonly to?: unknown };
  const namesSomebody = peer !== undefined || to !== undefined || ofAll.has(command);
  if (ok && !namesSomebody) return names;
  try {
    const peers = await askNode(folder, { command: 'peers' });
    for (const { peer: id, name } of (peers.result ?? []) as readonly PeerLine[]) {
      names.learn(id, name);
    }
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    // It is just stopping: they go by their ids then.
  }
  return names;
}

/** What is answered with the ids of many. */
const ofAll: ReadonlySet<string> = new Set(['ask', 'broadcast', 'publish', 'route', 'topology']);

/** A note is taken by a node that records nothing too, and kept by none. */
async function isLost({ ok, command }: Answered, folder: string): Promise<boolean> {
  if (!ok || command !== 'mark') return false;
  try {
    const { result } = await askNode(folder, { command: 'trace' });
    const { path, gap } = (result ?? {}) as Partial<TapeSummary>;
    return path === null || gap === true;
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    // It is just stopping, and finishes its tape.
    return false;
  }
}

function tell(answer: Answered, host: Host, names: PeerNames, isLostMark = false): void {
  const lines = linesTo(host);
  host.exitCode = exitOf(answer);
  if (host.json) return lines.out(jsonLine(answer));
  const words = answerInWords(answer, names).map((line) => line + (isLostMark ? NOT_RECORDED : ''));
  if (!answer.ok) for (const line of words) lines.err(`peertape: ${line}`);
  else for (const line of words.length > 0 ? words : doneInWords(answer, names)) lines.out(line);
}

function exitOf({ ok, error }: Answered): Exit {
  if (ok) return exits.done;
  return error?.code === 'usage' || error?.code === 'unknown-command' ? exits.usage : exits.failed;
}
