import type {
  Answered,
  Delivered,
  Listening,
  MessageCame,
  NodeEvent,
  Refused,
  TapeState,
  Undelivered,
} from '../../node/telling/node-event.ts';
import { formatAddress } from '../../protocol/address.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { Advice } from './advice.ts';
import { answerInWords, NOT_RECORDED } from './answer-in-words.ts';
import { cleanText } from './clean-text.ts';
import { ComingsAndGoings } from './comings-and-goings.ts';
import { contentInWords } from './content-in-words.ts';
import type { Paint } from './paint.ts';
import { farewellInWords } from './farewell-in-words.ts';
import { OpenLinks } from './open-links.ts';
import { peerChangeInWords } from './peer-change-in-words.ts';
import { PeerNames } from './peer-names.ts';
import { reasonInWords } from './reason-in-words.ts';
import { refusalInWords, seedFailureInWords } from './refusal-in-words.ts';
import type { Told } from './told.ts';
import { TurnedAway } from './turned-away.ts';
import { UndeliveredTexts } from './undelivered-texts.ts';
import { hopsInWords, wayInWords, type Way } from './way-in-words.ts';

export interface EventWords {
  /** What plain links mean is said once, not by every node of a simulation. */
  readonly explainsPlain?: boolean;
  /** How one of several texts on their way begins; null where there is only one. */
  readonly beginningOf?: (messageId: string) => string | null;
  /** Says what to do about a dial that failed, also if nobody has just asked for it. */
  readonly advises?: boolean;
  /** Long texts too. */
  readonly tellsWhole?: boolean;
  /** Where seed nodes are. */
  readonly seeds?: readonly string[];
}

/** A node's events as people would say them; some are best said with nothing. */
export class EventInWords {
  readonly #paint: Paint;
  readonly #words: EventWords;
  readonly #names = new PeerNames();
  readonly #open = new OpenLinks();
  readonly #turnedAway = new TurnedAway();
  readonly #undelivered = new UndeliveredTexts();
  readonly #comings = new ComingsAndGoings();
  #refused = { turn: -1, code: '', hint: '' };
  readonly #advice = new Advice();
  #isTaped = true;
  #isPlain = false;

  constructor(paint: Paint, words: EventWords = {}) {
    this.#paint = paint;
    this.#words = words;
  }

  lines(event: Told): readonly string[] {
    const isOneMore = event.event === 'undelivered' && this.#undelivered.isOneOf(event);
    const failed = isOneMore ? [] : this.#undeliveredBefore();
    const counted = this.#countedBefore(event.event === 'stopped' ? Infinity : event.at);
    return [...failed, ...counted, ...this.#linesFor(event)];
  }

  /** What is not told yet and would be too late with the next event. */
  overdue(at: number): readonly string[] {
    return [...this.#undeliveredBefore(), ...this.#countedBefore(at)];
  }

  /** Something is not told yet. */
  get hasMore(): boolean {
    return this.#undelivered.isWaiting || this.#turnedAway.isWaiting || this.#comings.isWaiting;
  }

  /** What is to be known later of an event, even if nobody is told of it. */
  learn(event: Told): void {
    if (event.event === 'connected') this.#open.opened(event);
    if (event.event === 'disconnected') this.#open.closed(event);
    if (event.event === 'peer' && event.name !== undefined) {
      this.#names.learn(event.peer, event.name);
    }
    if (event.event !== 'listening' && event.event !== 'connected') return;
    this.#names.learn(event.peer, event.name ?? '');
  }

  /** An error is told in its own way; the node knows peers by their short ids. */
  named(event: Told): Told {
    return event.event === 'error' ? { ...event, text: this.#names.named(event.text) } : event;
  }

  #linesFor(event: Told): readonly string[] {
    const paint = this.#paint;
    this.learn(event);
    switch (event.event) {
      case 'listening':
        this.#isTaped = event.trace !== null;
        this.#isPlain = !event.tls;
        return [this.#listening(event)];
      case 'connected': {
        if (this.#open.countOf(event.peer) > 1) return [];
        const who = this.#names.full(event.peer);
        return [
          paint('green', event.inbound ? `${who} has connected` : `connected to ${who}`) +
            ` (${event.address})`,
        ];
      }
      case 'disconnected':
        return this.#open.countOf(event.peer) > 0
          ? []
          : [farewellInWords(this.#names.full(event.peer), event, paint)];
      case 'refused': {
        if (this.#isSpare(event)) return [];
        if (this.#isSeed(event)) return [seedFailureInWords(event)];
        const hint = this.#words.advises === true ? this.#advice.on(event) : '';
        this.#refused = { turn: event.turn, code: event.code, hint };
        if (!this.#turnedAway.takes(event)) return [];
        return [
          refusalInWords(event, this.#names, { isPlain: this.#isPlain }),
          ...(hint === '' ? [] : [`  ${hint}`]),
        ];
      }
      case 'message':
        return [this.#message(event)];
      case 'delivered':
        return [paint('dim', `delivered to ${this.#textTo(event)} (${this.#journey(event)})`)];
      case 'undelivered': {
        if (!this.#undelivered.takes(event)) return [];
        const why = reasonInWords(event.code, this.#sayer(event));
        return [paint('red', `not delivered to ${this.#textTo(event)}: ${why}`)];
      }
      case 'tape':
        this.#isTaped = event.state === 'recording';
        return [tape(event)];
      case 'peer':
        return this.#peerChanged(event);
      case 'answer': {
        // The refusal itself has just been told.
        const { command, error, turn } = event;
        const { turn: refusedIn, code, hint } = this.#refused;
        const isTold = command === 'connect' && turn === refusedIn && error?.code === code;
        if (!isTold) return this.#answered(event);
        return error.hint === hint || error.hint === '' ? [] : [`  ${error.hint}`];
      }
      case 'inspector':
        return [`the page is at ${event.url}`];
      case 'stopped':
        return [paint('dim', 'stopped')];
      case 'error':
        return [cleanText(this.#names.named(event.text))];
    }
  }

  #answered(event: Answered): readonly string[] {
    const lines = answerInWords(event, this.#names);
    const isLost = event.command === 'mark' && event.ok && !this.#isTaped;
    return isLost ? lines.map((line) => line + NOT_RECORDED) : lines;
  }

  #message(event: MessageCame): string {
    const { from, kind, topic = '' } = event;
    const who = this.#names.brief(from);
    const content = contentInWords(event, this.#words.tellsWhole);
    const [bold, dim] = [this.#paint('bold', who), this.#paint('dim', ` (${this.#way(event)})`)];
    switch (kind) {
      case 'direct':
        return `${this.#paint('bold', `${who}:`)} ${content}`;
      case 'relayed':
        return `${bold}${dim}${this.#paint('bold', ':')} ${content}`;
      case 'broadcast':
        return `${this.#paint('bold', `${who} to all:`)} ${content}${dim}`;
      case 'topic':
        return `${this.#paint('bold', `${who} on ${cleanText(topic)}:`)} ${content}${dim}`;
    }
  }

  #way(way: Way): string {
    return wayInWords(way, this.#names);
  }

  #journey({ hops, path, ms }: Delivered): string {
    const took = `${ms.toFixed(1)} ms`;
    return path === undefined ? took : `${this.#way({ hops, path })}, ${took}`;
  }

  /** According to whom, unless it is this node or the peer itself. */
  #sayer({ to, where, hops }: Undelivered): string {
    if (where === undefined || where === to) return '';
    const away = hops === undefined ? '' : `, ${hopsInWords(hops)} away`;
    return `, says ${this.#names.brief(where)}${away}`;
  }

  /** A ban is told of by itself, whatever else happens. */
  #peerChanged(event: Extract<NodeEvent, { readonly event: 'peer' }>): readonly string[] {
    const isListed = event.state === 'banned' || event.cause === 'user';
    if (!isListed && !this.#comings.takes(event)) return [];
    return [peerChangeInWords(this.#names.full(event.peer), event, this.#paint)];
  }

  #countedBefore(at: number): readonly string[] {
    const nameOf = (peer: PeerId): string => this.#names.brief(peer);
    return [...this.#turnedAway.summary(at), ...this.#comings.summary(at, nameOf)];
  }

  #undeliveredBefore(): readonly string[] {
    return this.#undelivered.summary((peer) => this.#names.brief(peer));
  }

  #textTo({ to, messageId }: Delivered | Undelivered): string {
    const beginning = this.#words.beginningOf?.(messageId) ?? null;
    return this.#names.brief(to) + (beginning === null ? '' : `: "${cleanText(beginning)}"`);
  }

  #listening({ host, port, peer, network, tls, labId }: Listening): string {
    const who = this.#names.full(peer);
    const lab = labId === undefined ? '' : ` (lab id ${labId})`;
    const where = `${formatAddress(host, port)}${lab} as ${who}, network ${cleanText(network)}`;
    const links = tls || this.#words.explainsPlain === false ? '' : PLAIN;
    return `listening on ${where}${links}`;
  }

  /**
   * Of two links to one peer only one is needed, and that is there: nothing has failed. And who dials themselves
   * are told so by the end that dialled.
   */
  #isSpare({ code, peer, inbound }: Refused): boolean {
    if (code === 'self') return inbound;
    return code === 'duplicate' && peer !== undefined && this.#open.countOf(peer) > 0;
  }

  #isSeed({ address, inbound }: Refused): boolean {
    return !inbound && this.#words.seeds?.includes(address) === true;
  }
}

const PLAIN = '; links are plain: whoever is in between can read and change what is said';

function tape({ state, path, text }: TapeState): string {
  if (state === 'recording')
    return cleanText(`recording to ${path}${text === undefined ? '' : ` again, ${text}`}`);
  return cleanText(`no longer recording to ${path}${text === undefined ? '' : `: ${text}`}`);
}
