import type { Played } from '../../src/sim/play-scenario.ts';
import type { Life } from '../../src/sim/life.ts';
import type { Said } from '../../src/protocol/effects.ts';

/** What was said, in order, in words that are the same for every seed. */
export function storyOf({ lives }: Pick<Played, 'lives'>): string[] {
  const said = lives.flatMap((life) => life.heard.map((heard) => ({ life, ...heard })));
  return said
    .toSorted((a, b) => a.at - b.at)
    .map(({ life, said }) => `${life.tape}: ${wordsOf(said, lives)}`);
}

/** What one node said, but for its answers. */
export function reportsBy(played: Pick<Played, 'lives'>, tape: string): string[] {
  return storyOf({ lives: played.lives })
    .filter((line) => line.startsWith(`${tape}: `) && !line.includes(': answers '))
    .map((line) => line.slice(tape.length + 2));
}

function wordsOf(said: Said, lives: readonly Life[]): string {
  if (said.type === 'answer')
    return `answers ${said.command} ${said.outcome.ok ? 'ok' : said.outcome.code}`;
  if (said.type === 'accepted') return `answers send ok ${said.ids.length}`;
  const nameOf = (id: string | null) => lives.find((life) => life.id === id)?.name ?? 'somebody';
  switch (said.event) {
    case 'listening':
      return `listening on ${said.host}:${said.port}`;
    case 'connected':
      return `connected to ${nameOf(said.peer)} ${said.instance.boot}`;
    case 'disconnected':
      return `disconnected from ${nameOf(said.peer)}, ${said.how}: ${said.code} by ${said.by}`;
    case 'refused':
      return `refused ${nameOf(said.peer)}: ${said.code} by ${said.by}`;
    case 'message':
      return `${said.texts.length} from ${nameOf(said.from)}`;
    case 'broadcast':
      return `${said.casts.length} broadcast by ${said.casts.map(({ from }) => nameOf(from)).join()}`;
    case 'mail':
      return `${said.letters.length} by mail from ${said.letters.map(({ from }) => nameOf(from)).join()}`;
    case 'delivered':
      return `delivered ${said.sequences.length} to ${nameOf(said.to)}`;
    case 'undelivered':
      return `undelivered ${said.sequences.length} to ${nameOf(said.to)}: ${said.code}`;
    case 'peer':
      return `${nameOf(said.peer)} is ${said.state} by the ${said.cause}`;
    case 'warned':
      return `warned by ${nameOf(said.peer)}: ${said.code}`;
    case 'stopped':
      return `stopped: ${said.code}`;
  }
}
