import type { PeerId } from '../../protocol/peer-id.ts';
import { BodyPool } from './body-pool.ts';
import type { AnswerTo } from './answerers.ts';
import type { Reply } from './questions.ts';
import type { Received } from './received-feed.ts';
import type { Delivery } from './sends.ts';
import { errorOf } from '../telling/node-error.ts';
import type { Answered, NodeEvent } from '../telling/node-event.ts';
import { judgeContent, judgeSend, judgeTimeout, judgeTopic, judgeWords } from './judge-words.ts';
import type { NodeHost } from './node-host.ts';
import type { NodeState } from './node-state.ts';
import type { NodeStream } from './node-stream.ts';
import type { TapeSummary } from './node-tape.ts';
import type { Broadcast, OverlayView, Route, ScanLine, TopologyLine } from './overlay-answers.ts';
import type { Connection, NodeStatus, NodeWords, PeerLine, PeertapeNode } from './peertape-node.ts';
import type { Why } from '../why/why.ts';

/** The library's face: a node's commands as promises. */
export class NodeFace implements PeertapeNode {
  readonly id: PeerId;
  readonly name: string;
  readonly #host: NodeHost;
  readonly #bodies = new BodyPool();

  constructor({ id, name }: { readonly id: PeerId; readonly name: string }, host: NodeHost) {
    this.id = id;
    this.name = name;
    this.#host = host;
  }

  get address(): string {
    return this.#host.address;
  }

  get port(): number {
    return Number(this.address.slice(this.address.lastIndexOf(':') + 1));
  }

  get events$(): NodeStream<NodeEvent> {
    return this.#host.feed.event$;
  }

  get received$(): NodeStream<Received> {
    return this.#host.received.received$;
  }

  messages$(topic: string): NodeStream<Received> {
    judgeTopic('messages$', topic);
    return this.#host.received.under(topic);
  }

  get state$(): NodeStream<NodeState> {
    return this.#host.states.state$;
  }

  connect(peer: string): Promise<Connection> {
    return this.#result({ command: 'connect', peer });
  }

  disconnect(peer: string): Promise<{ readonly peer: PeerId }> {
    return this.#result({ command: 'disconnect', peer });
  }

  send(peer: string, content: string | Uint8Array): Promise<Delivery> {
    try {
      judgeSend('send', peer, content);
    } catch (error) {
      return Promise.reject(error);
    }
    return this.#host.send(peer, this.#bodies.bodyOf(content));
  }

  async broadcast(content: string | Uint8Array): Promise<Broadcast> {
    judgeContent('broadcast', content);
    return this.#spread('', content);
  }

  async publish(topic: string, content: string | Uint8Array): Promise<Broadcast> {
    judgeTopic('publish', topic);
    judgeContent('publish', content);
    return this.#spread(topic, content);
  }

  async ask(
    peer: string,
    topic: string,
    content: string | Uint8Array,
    { timeoutMs }: { readonly timeoutMs?: number } = {},
  ): Promise<Reply> {
    judgeSend('ask', peer, content);
    judgeTopic('ask', topic);
    if (timeoutMs !== undefined) judgeTimeout(timeoutMs);
    const body = this.#bodies.copyOf(content);
    const words = { command: 'ask', peer, topic, body } as const;
    return this.#host.talk.ask(words, timeoutMs ?? null);
  }

  answer(topic: string, answer: AnswerTo): () => void {
    judgeTopic('answer', topic);
    return this.#host.talk.answerers.add(topic, answer);
  }

  async announce(): Promise<void> {
    await this.#result({ command: 'announce' });
  }

  view(): Promise<OverlayView> {
    return this.#result({ command: 'view' });
  }

  topology(): Promise<readonly TopologyLine[]> {
    return this.#result({ command: 'topology' });
  }

  route(peer: string): Promise<Route> {
    return this.#result({ command: 'route', peer });
  }

  scan(range = ''): Promise<readonly ScanLine[]> {
    return this.#result({ command: 'scan', range });
  }

  peers(): Promise<readonly PeerLine[]> {
    return this.#result({ command: 'peers' });
  }

  linked(): Promise<readonly PeerLine[]> {
    return this.#result({ command: 'lp' });
  }

  status(): Promise<NodeStatus> {
    return this.#result({ command: 'status' });
  }

  mark(text: string): Promise<{ readonly turn: number }> {
    return this.#result({ command: 'mark', text });
  }

  why(peer: string): Promise<Why> {
    return this.#result({ command: 'why', peer });
  }

  trace(): Promise<TapeSummary> {
    return this.#result({ command: 'trace' });
  }

  async obey(words: NodeWords, id?: string | number): Promise<Answered> {
    judgeWords(words);
    return new Promise((heard) => this.#host.ask(words, { id, heard }));
  }

  close({ atOnce = false }: { readonly atOnce?: boolean } = {}): Promise<void> {
    if (atOnce) this.#host.leaveAtOnce();
    else this.#host.leave();
    return this.#host.ended;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** It is held for those who lack it long after this is settled, and the bytes are the caller's. */
  #spread(topic: string, content: string | Uint8Array): Promise<Broadcast> {
    return this.#result({ command: 'broadcast', topic, body: this.#bodies.copyOf(content) });
  }

  async #result<Result>(words: NodeWords): Promise<Result> {
    const { ok, error, result } = await this.obey(words);
    if (!ok) throw errorOf(error!);
    return result as Result;
  }
}
