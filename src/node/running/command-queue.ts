import { Body } from '../../protocol/body.ts';
import type { Command } from '../../protocol/commands.ts';
import { limits } from '../../protocol/limits.ts';
import { PEER_ID_LENGTH } from '../../protocol/peer-id.ts';
import type { Clock } from '../../streams/clock.ts';

type WithoutId<C> = C extends unknown ? Omit<C, 'id'> : never;

export type CommandWords = WithoutId<Command>;

/**
 * Gathers what is commanded within one tick into one input, as far as an input may go; what is more
 * comes in the ticks after, so that a link can say in between that it is congested.
 */
export class CommandQueue {
  readonly #clock: Clock;
  readonly #take: (commands: readonly Command[]) => void;
  #waiting: Command[] = [];
  #last = 0;

  constructor(clock: Clock, take: (commands: readonly Command[]) => void) {
    this.#clock = clock;
    this.#take = take;
  }

  add(words: CommandWords): number {
    this.#last += 1;
    if (this.#waiting.length === 0) this.#clock.soon(() => this.#flush());
    this.#waiting.push(fitting(words, this.#last));
    return this.#last;
  }

  #flush(): void {
    const count = countFitting(this.#waiting);
    const commands = this.#waiting.slice(0, count);
    this.#waiting = this.#waiting.slice(count);
    this.#take(commands);
    if (this.#waiting.length > 0) this.#clock.soon(() => this.#flush());
  }
}

/** At least one: no command is larger than an input may be. */
function countFitting(commands: readonly Command[]): number {
  let count = 0;
  let bytes = 0;
  for (const command of commands) {
    bytes += bytesIn(command);
    if (count === limits.commandsPerInputMax) break;
    if (count > 0 && bytes > limits.commandBytesPerInputMax) break;
    count += 1;
  }
  return count;
}

/**
 * What is too long is refused for its length, so one unit too many of it is enough. Half a surrogate
 * pair has no UTF-8: neither a link nor a tape could keep it.
 */
function fitting(words: CommandWords, id: number): Command {
  switch (words.command) {
    case 'send': {
      const peer = wellFormed(words.peer, PEER_UNITS_MAX);
      return { id, command: 'send', peer, body: bodyOf(words) };
    }
    case 'broadcast':
      return { ...words, id, topic: topicOf(words), body: bodyOf(words) };
    case 'ask':
    case 'reply': {
      const peer = wellFormed(words.peer, PEER_UNITS_MAX);
      return { ...words, id, peer, topic: topicOf(words), body: bodyOf(words) };
    }
    case 'scan':
      return { ...words, id, range: wellFormed(words.range, RANGE_UNITS_MAX) };
    case 'connect':
    case 'disconnect':
    case 'ban':
    case 'unban':
    case 'ignore':
    case 'unignore':
    case 'route':
      return { ...words, id, peer: wellFormed(words.peer, PEER_UNITS_MAX) };
    case 'mark':
      return { ...words, id, text: wellFormed(words.text, limits.markTextUnitsMax) };
    default:
      return { ...words, id };
  }
}

function bodyOf({ body }: { readonly body: Body }): Body {
  if (body.length <= limits.bodyBytesMax) return body;
  return new Body(body.source, body.start, body.start + limits.bodyBytesMax + 1);
}

function topicOf({ topic }: { readonly topic: string }): string {
  return wellFormed(topic, limits.topicBytesMax);
}

/** `FROM-TO`. */
const RANGE_UNITS_MAX = 32;

/** `ID@host:port`: what is cut off must not make another place of it. */
const PEER_UNITS_MAX = PEER_ID_LENGTH + 1 + limits.addressBytesMax;

function wellFormed(text: string, unitsMax: number): string {
  return text.slice(0, unitsMax + 1).toWellFormed();
}

/** As many as it can take at most. */
function bytesIn(words: Command): number {
  const body = 'body' in words ? words.body.length : 0;
  const units = 'peer' in words ? words.peer.length : 'text' in words ? words.text.length : 0;
  const topic = 'topic' in words ? words.topic.length : 0;
  return body + (units + topic) * UTF8_BYTES_MAX;
}

/** Of one UTF-16 unit. */
const UTF8_BYTES_MAX = 3;
