import type {
  Answered,
  Delivered,
  Disconnected,
  Listening,
  MessageCame,
  NodeEvent,
  PeerChanged,
  Refused,
  TapeState,
  Undelivered,
} from '../../node/telling/node-event.ts';
import { meaningOf } from '../../node/telling/code-words.ts';
import { formatAddress } from '../../protocol/address.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { Advice } from './advice.ts';
import { answerInWords, NOT_RECORDED } from './answer-in-words.ts';
import { cleanText } from './clean-text.ts';
import type { Paint } from './paint.ts';
import { OpenLinks } from './open-links.ts';
import { PeerNames } from './peer-names.ts';
import { shortened } from './shortened.ts';
import { TurnedAway } from './turned-away.ts';
import { UndeliveredTexts } from './undelivered-texts.ts';

export interface EventWords {
  /** What plain links mean is said once, not by every node of a simulation. */
  readonly explainsPlain?: boolean;
  /** How one of several texts on their way begins; null where there is only one. */
  readonly beginningOf?: (messageId: string) => string | null;
  /** Says what to do about a dial that failed, also if nobody has just asked for it. */
  readonly advises?: boolean;
  /** Long texts too. */
  readonly tellsWhole?: boolean;
}

/** A node's events as people would say them; some are best said with nothing. */
export class EventInWords {
  readonly #paint: Paint;
  readonly #words: EventWords;
  readonly #names = new PeerNames();
  readonly #open = new OpenLinks();
  readonly #turnedAway = new TurnedAway();
  readonly #undelivered = new UndeliveredTexts();
  #refused = { turn: -1, code: '', hint: '' };
  readonly #advice = new Advice();
  #isTaped = true;
  #isPlain = false;

  constructor(paint: Paint, words: EventWords = {}) {
    this.#paint = paint;
    this.#words = words;
  }

  lines(event: NodeEvent): readonly string[] {
    const isOneMore = event.event === 'undelivered' && this.#undelivered.isOneOf(event);
    const failed = isOneMore ? [] : this.#undeliveredBefore();
    const counted = this.#turnedAway.summary(event.event === 'stopped' ? Infinity : event.at);
    return [...failed, ...counted, ...this.#linesFor(event)];
  }

  /** What is not told yet and would be too late with the next event. */
  overdue(at: number): readonly string[] {
    return [...this.#undeliveredBefore(), ...this.#turnedAway.summary(at)];
  }

  /** Something is not told yet. */
  get hasMore(): boolean {
    return this.#undelivered.isWaiting || this.#turnedAway.isWaiting;
  }

  /** What is to be known later of an event, even if nobody is told of it. */
  learn(event: NodeEvent): void {
    if (event.event === 'connected') this.#open.opened(event);
    if (event.event === 'disconnected') this.#open.closed(event);
    if (event.event !== 'listening' && event.event !== 'connected') return;
    this.#names.learn(event.peer, event.name ?? '');
  }

  /** An error is told in its own way; the node knows peers by their short ids. */
  named(event: NodeEvent): NodeEvent {
    return event.event === 'error' ? { ...event, text: this.#names.named(event.text) } : event;
  }

  #linesFor(event: NodeEvent): readonly string[] {
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
        return this.#open.countOf(event.peer) > 0 ? [] : [this.#disconnected(event)];
      case 'refused': {
        if (this.#isSpare(event)) return [];
        const hint = this.#words.advises === true ? this.#advice.on(event) : '';
        this.#refused = { turn: event.turn, code: event.code, hint };
        if (!this.#turnedAway.takes(event)) return [];
        return [this.#refusal(event), ...(hint === '' ? [] : [`  ${hint}`])];
      }
      case 'message':
        return [`${paint('bold', `${this.#names.brief(event.from)}:`)} ${this.#contentOf(event)}`];
      case 'delivered':
        return [paint('dim', `delivered to ${this.#textTo(event)} (${event.ms.toFixed(1)} ms)`)];
      case 'undelivered': {
        if (!this.#undelivered.takes(event)) return [];
        return [paint('red', `not delivered to ${this.#textTo(event)}: ${reason(event.code)}`)];
      }
      case 'tape':
        this.#isTaped = event.state === 'recording';
        return [tape(event)];
      case 'peer':
        return [peerChanged(this.#names.full(event.peer), event)];
      case 'answer': {
        // The refusal itself has just been told.
        const { command, error, turn } = event;
        const { turn: refusedIn, code, hint } = this.#refused;
        const isTold = command === 'connect' && turn === refusedIn && error?.code === code;
        if (!isTold) return this.#answered(event);
        return error.hint === hint || error.hint === '' ? [] : [`  ${error.hint}`];
      }
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

  #contentOf({ text, bytes = '' }: MessageCame): string {
    if (text !== undefined) return cleanText(this.#words.tellsWhole ? text : shortened(text));
    return `<${Buffer.from(bytes, 'base64').length} bytes that are not text>`;
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

  #refusal(refused: Refused): string {
    const { address, peer, inbound, by, code } = refused;
    if (inbound && code === 'tls-failed') return `no greeting from ${address} (${code})`;
    const who = peer === undefined ? address : `${this.#names.full(peer)} (${address})`;
    const wasTurnedAway = by === (inbound ? 'us' : 'peer');
    const what = inbound
      ? ['no connection from', 'turned away']
      : ['no connection to', 'turned away by'];
    const why = by === 'peer' ? reasonOfPeer(code) : reason(code);
    const said = `${what[Number(wasTurnedAway)]} ${who}: ${this.#claim(refused) ?? why}`;
    return this.#isPlain && by === 'us' && code === 'frame-too-long' ? said + NO_NODE : said;
  }

  /** Whom it pretended to be, as that one is known here; the node says so with a whole id. */
  #claim({ code, by, text = '' }: Refused): string | null {
    const id = code === 'wrong-key' && by === 'us' ? wholeIdIn(text) : null;
    if (id === null) return null;
    const [name, own] = [this.#names.full(id), this.#names.brief(id)];
    return `it calls itself ${name}, but has not shown ${own}'s key (${code})`;
  }

  #disconnected({ peer, how, code, by, text }: Disconnected): string {
    const who = this.#names.full(peer);
    const saying = text === undefined ? '' : `, saying "${cleanText(text)}"`;
    switch (how) {
      case 'left':
        return `${who} has left: ${reasonOfPeer(code)}${saying}`;
      case 'lost':
        return this.#paint('red', `lost ${who}: ${reason(code)}`);
      case 'closed':
        return `closed the connection to ${who}${by === 'us' ? '' : ` (by ${by})`}: ${reason(code)}`;
    }
  }
}

/** The first bytes of TLS or HTTP, read as a length, are beyond any frame's. */
const NO_NODE = '; it may want encrypted links, or be something else than a node';
const PLAIN = '; links are plain: whoever is in between can read and change what is said';

function wholeIdIn(text: string): PeerId | null {
  return /@([a-z2-7]{52})\b/.exec(text)?.[1] ?? null;
}

function peerChanged(who: string, { state, cause }: PeerChanged): string {
  if (state !== 'banned') return `${who} is no longer banned`;
  return `${who} is banned${cause === undefined || cause === 'user' ? '' : `: ${reason(cause)}`}`;
}

function tape({ state, path, text }: TapeState): string {
  if (state === 'recording')
    return cleanText(`recording to ${path}${text === undefined ? '' : ` again, ${text}`}`);
  return cleanText(`no longer recording to ${path}${text === undefined ? '' : `: ${text}`}`);
}

/** A code says what its decider means: heard from a peer, "the peer" in it is this node. */
function reasonOfPeer(code: string): string {
  const meaning = meaningOf(code);
  if (meaning === code || OF_BOTH.includes(code)) return reason(code);
  return cleanText(`it says "${meaning}" (${code})`);
}

const OF_BOTH: readonly string[] = [
  'quit',
  'disconnected',
  'duplicate',
  'duplicate-identity',
  'unknown-reason',
];

function reason(code: string): string {
  const meaning = meaningOf(code);
  return cleanText(meaning === code ? code : `${meaning} (${code})`);
}
