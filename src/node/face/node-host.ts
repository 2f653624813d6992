import { formatAddress } from '../../protocol/address.ts';
import type { Body } from '../../protocol/body.ts';
import type { Accepted, Answer, Report } from '../../protocol/effects.ts';
import type { CommandWords } from '../running/command-queue.ts';
import type { News } from '../running/run-node.ts';
import { listenFailure } from '../telling/listen-failure.ts';
import { messageIds } from '../telling/message-id.ts';
import { errorOf } from '../telling/node-error.ts';
import type { Answered, NodeEvent, NodeEventBody } from '../telling/node-event.ts';
import { isMessages, nodeEvents, stamped, type NodeFacts } from '../telling/node-events.ts';
import { ownFault } from '../telling/own-fault.ts';
import { tapeBroke, tapeRecords } from '../telling/tape-events.ts';
import { Chronicle } from '../why/chronicle.ts';
import { answerAside, isAside } from './answer-aside.ts';
import type { ReplyWords } from './answerers.ts';
import { Asks, bytesIn, declined, type Ask } from './asks.ts';
import { EventFeed } from './event-feed.ts';
import type { HostParts } from './host-parts.ts';
import type { Loss } from './losses.ts';
import { PeerTalk } from './peer-talk.ts';
import type { NodeWords } from './peertape-node.ts';
import { ReceivedFeed } from './received-feed.ts';
import { refuseWords } from './refuse-words.ts';
import { Sends, type Delivery } from './sends.ts';
import { StateFeed } from './state-feed.ts';

/** What a node has around it for those who use it, from its start until nothing of it is left open. */
export class NodeHost {
  readonly feed = new EventFeed();
  readonly received = new ReceivedFeed();
  readonly states: StateFeed;
  readonly asks: Asks;
  readonly talk: PeerTalk;
  readonly ended: Promise<void>;
  readonly #parts: HostParts;
  readonly #facts: NodeFacts;
  readonly #chronicle: Chronicle;
  #endIt: (ending: Promise<void>) => void = () => {};
  #trace: string | null;
  /** Comes last, and so after whatever the tape has to say when it is closed. */
  #farewell: readonly NodeEvent[] = [];
  #isLeaving = false;
  #isOver = false;
  #address = '';

  constructor(parts: HostParts) {
    const { node, facts, tape, clock } = parts;
    const { config } = facts;
    const startedMs = clock.wall() - clock.now() / 1_000;
    const epochMs = (us: number): number => Math.round(startedMs + us / 1_000);
    this.#parts = parts;
    this.asks = new Asks(new Sends(messageIds(config.id, config.instance)));
    this.talk = new PeerTalk({
      clock,
      command: (words, ask) => this.ask(words, ask),
      complain: (text) => this.lacks({ code: 'answer-failed', text }),
    });
    this.#facts = { ...facts, commandId: (number) => this.asks.idOf(number) };
    this.#trace = tape?.path ?? null;
    this.#chronicle = new Chronicle(epochMs);
    this.states = new StateFeed(node.system, clock, () => {
      return { config, trace: this.#trace, epochMs };
    });
    this.ended = new Promise((resolve) => (this.#endIt = resolve));
    node.turn$.subscribe(({ turn }) => {
      this.#chronicle.note(turn);
      this.states.turned(turn.system);
    });
    node.news$.subscribe({
      next: (news) => this.#hear(news),
      error: (fault: unknown) => this.#crashed(fault),
      complete: () => this.#end(),
    });
    tape?.whenBroken((error) => this.#tapeIsAt(null, tapeBroke(tape.path, error)));
    tape?.whenResumed((lost) => this.#tapeIsAt(tape.path, tapeRecords(tape.path, lost)));
  }

  /** Where it listens, once it does. */
  get address(): string {
    return this.#address;
  }

  ask(words: NodeWords | ReplyWords, ask: Ask): void {
    if (this.#isOver)
      return ask.heard(this.#answered(declined(words.command, 'not-running')), null);
    if (isAside(words)) {
      const around = { ...this.#parts, chronicle: this.#chronicle };
      return this.#answerSoon(ask, () => answerAside(words, around));
    }
    const refusal = this.#refusalOf(words);
    if (refusal !== null) return this.#answerSoon(ask, () => refusal);
    const number = this.#parts.node.command(words);
    this.asks.add(number, words, ask);
    this.talk.began(words, number);
  }

  /** The way of most commands by far: what is asked for is one text's arrival, and no answer is made. */
  send(peer: string, body: Body): Promise<Delivery> {
    if (this.#isOver || !this.asks.takes(body.length)) return this.#refuseSend(peer, body);
    return new Promise((resolve, reject) => {
      const number = this.#parts.node.command({ command: 'send', peer, body });
      this.asks.sends.add(number, { bytes: body.length, resolve, reject });
    });
  }

  #refuseSend(peer: string, body: Body): Promise<never> {
    const words = { command: 'send', peer, body } as const;
    return new Promise((_, reject) => {
      this.ask(words, { id: undefined, heard: ({ error }) => reject(errorOf(error!)) });
    });
  }

  /** It goes on without. */
  lacks({ code, text }: Loss): void {
    if (!this.#isOver) this.#say({ event: 'error', code, text, fatal: false });
  }

  leave(): void {
    if (this.#isLeaving || this.#isOver) return;
    this.#isLeaving = true;
    this.#parts.node.command({ command: 'quit' });
  }

  leaveAtOnce(): void {
    if (this.#isOver) return;
    this.#parts.node.vanish();
    this.#farewell = [this.#stamped({ event: 'stopped', code: 'quit', exit: CUT_SHORT })];
    this.#end();
  }

  #hear(news: News): void {
    const { said } = news;
    if (said.type === 'answer') return this.#hearAnswer(news, said);
    if (said.type === 'accepted') return this.#hearAccepted(news, said);
    if (said.event === 'stopped') this.#farewell = this.#inWords(news);
    else if (this.feed.isHeard) for (const event of this.#inWords(news)) this.feed.say(event);
    if (said.event === 'delivered' || said.event === 'undelivered') this.asks.sends.tell(said);
    if (isMessages(said)) this.received.hear(said);
    if (said.event === 'mail') this.talk.hear(said.letters);
    if (said.event === 'listening') this.#listens(said);
  }

  #hearAnswer(news: News, said: Answer): void {
    const { answer, body } = this.talk.completed(said, news.at);
    const [answered] = this.#inWords({ ...news, said: answer }) as [NodeEvent & Answered];
    this.asks.sends.decline(said)?.reject(errorOf(answered.error!));
    this.#tellAsker(said.id, answered, body);
  }

  #hearAccepted(news: News, said: Accepted): void {
    if (this.asks.isAwaited(said.ids)) {
      const answers = this.#inWords(news) as readonly (NodeEvent & Answered)[];
      for (const [index, answered] of answers.entries())
        this.#tellAsker(said.ids[index]!, answered);
    }
    this.asks.sends.accept(said);
  }

  #tellAsker(number: number, answered: NodeEvent & Answered, body: Body | null = null): void {
    const ask = this.asks.take(number);
    if (ask === null) return;
    if (ask.id !== undefined) this.feed.say(answered);
    ask.heard(answered, body);
  }

  #listens({ host, port }: Extract<Report, { event: 'listening' }>): void {
    this.#address = formatAddress(host, port);
    if (this.#trace !== null) this.#say(tapeRecords(this.#trace, null));
    this.states.refresh();
    // Whoever has waited for this goes on before the next tick, and misses nothing.
    this.#parts.clock.soon(() => this.feed.endBeginning());
  }

  /** What the node is not asked for, for want of room or because links would leave this host. */
  #refusalOf(words: CommandWords): Answered | null {
    if (!this.asks.takes(bytesIn(words))) {
      return declined(words.command, 'outbox-full', 'too many commands wait for their answers');
    }
    return refuseWords(words, this.#parts.staysHere);
  }

  /** After all that was commanded before. */
  #answerSoon({ id, heard }: Ask, answer: () => Answered): void {
    this.#parts.clock.soon(() => {
      const answered = this.#answered(answer(), id);
      if (id !== undefined && !this.#isOver) this.feed.say(answered);
      heard(answered, null);
    });
  }

  #answered({ event, ...rest }: Answered, id?: string | number): NodeEvent & Answered {
    const body: Answered = { event, ...(id === undefined ? {} : { id }), ...rest };
    return this.#stamped(body) as NodeEvent & Answered;
  }

  /** null: it is not recorded right now. */
  #tapeIsAt(path: string | null, body: NodeEventBody): void {
    this.#trace = path;
    this.#say(body);
    this.states.refresh();
  }

  #crashed(fault: unknown): void {
    const { code, ...words } = ownFault(fault, this.#trace);
    this.#farewell = [
      this.#stamped({ event: 'error', code, ...words, fatal: true }),
      this.#stamped({ event: 'stopped', code, exit: FAILED }),
    ];
    this.#end();
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const event of this.#farewell) this.feed.say(event);
    this.asks.end('not-running');
    this.talk.end();
    this.states.end();
    this.feed.end();
    this.received.end();
    this.#endIt(this.#parts.release());
  }

  #inWords(news: News): readonly NodeEvent[] {
    return nodeEvents(news, this.#facts).map((event) => {
      if (event.event !== 'error' || !event.fatal) return event;
      return { ...event, text: listenFailure(event, this.#parts.wanted) };
    });
  }

  #say(body: NodeEventBody): void {
    this.feed.say(this.#stamped(body));
  }

  #stamped(body: NodeEventBody): NodeEvent {
    const { clock, config } = this.#facts;
    const { turn } = this.#parts.node.system;
    return stamped(body, { at: clock.wall(), node: config.id, turn });
  }
}

/** The exit codes of a process that runs one node, and ends as the node does. */
const FAILED = 1;
const CUT_SHORT = 130;
