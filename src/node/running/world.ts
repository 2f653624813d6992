import type { Subscription } from 'rxjs';
import { encodeInPieces } from '../../codec/encode-frames.ts';
import type { Claimed, Effect, Said, SealedPost } from '../../protocol/effects.ts';
import type { Happening } from '../../protocol/inputs.ts';
import type { Message, Proof } from '../../protocol/messages.ts';
import type { Cancel, Clock } from '../../streams/clock.ts';
import type { Entropy } from '../../streams/entropy.ts';
import type { Claim, Keys } from '../../streams/keys.ts';
import type { Lan } from '../../streams/lan.ts';
import type { Link } from '../../streams/link.ts';
import type { Notebook } from '../../streams/notebook.ts';
import type { DialEvent, ListenEvent, Network } from '../../streams/network.ts';
import { inputOf } from './input-of.ts';

export interface Ports {
  readonly clock: Clock;
  readonly network: Network;
  readonly entropy: Entropy;
  readonly keys: Keys;
  /** What is to outlive the run; nothing does without. */
  readonly notebook?: Notebook;
  /** Nobody around is called or heard without. */
  readonly lan?: Lan;
}

interface OpenLink {
  readonly link: Link;
  readonly subscription: Subscription | null;
  readonly waiting: Message[];
}

type WorldEffect = Exclude<Effect, Said | { readonly type: 'mark' }>;

/** The one way out: carries effects out through the ports, and makes inputs of what comes of them. */
export class World {
  readonly #ports: Ports;
  readonly #networkName: string;
  readonly #take: (happening: Happening) => void;
  readonly #links = new Map<string, OpenLink>();
  readonly #dials = new Map<string, Subscription>();
  readonly #timers = new Map<string, Cancel>();
  readonly #unwritten = new Set<string>();
  #listening: Subscription | null = null;
  #hearing: Subscription | null = null;
  #accepted = 0;
  #isGone = false;

  constructor(ports: Ports, networkName: string, take: (happening: Happening) => void) {
    this.#ports = ports;
    this.#networkName = networkName;
    this.#take = take;
  }

  act(effect: WorldEffect): void {
    switch (effect.type) {
      case 'network.listen':
        this.#listen(effect.host, effect.port);
        break;
      case 'network.close':
        this.#hide();
        break;
      case 'link.dial':
        this.#dial(effect.link, effect.address);
        break;
      case 'link.send':
        this.#send(effect.link, effect.messages);
        break;
      case 'link.prove':
        this.#prove(effect);
        break;
      case 'link.judge':
        this.#judge(effect);
        break;
      case 'seals.make':
        this.#seal(effect.batch, effect);
        break;
      case 'seals.judge':
        this.#judgeSeals(effect.batch, effect);
        break;
      case 'lan.call':
        this.#callAround(effect.port);
        break;
      case 'link.end':
        this.#write(effect.link);
        this.#links.get(effect.link)?.link.end();
        break;
      case 'link.close':
        this.#close(effect.link);
        break;
      case 'timer.start':
        this.#startTimer(effect.timer, effect.due);
        break;
      case 'timer.cancel':
        this.#cancelTimer(effect.timer);
        break;
      case 'note.keep':
        this.#ports.notebook?.keep(effect.page, effect.lines);
        break;
      case 'random.draw': {
        const bytes = this.#ports.entropy.draw(effect.bytes);
        this.#take({ type: 'random.drawn', effect: effect.effect, bytes });
        break;
      }
    }
  }

  /** Once a tick, each link gets all that was sent on it in one piece. */
  flush(): void {
    for (const link of this.#unwritten) this.#write(link);
    this.#unwritten.clear();
  }

  /** Nothing comes in and nothing goes out any more. */
  vanish(): void {
    this.#isGone = true;
    this.#hide();
    for (const dial of this.#dials.values()) dial.unsubscribe();
    for (const cancel of this.#timers.values()) cancel();
    for (const { link, subscription } of this.#links.values()) {
      subscription?.unsubscribe();
      link.close();
    }
    this.#dials.clear();
    this.#timers.clear();
    this.#links.clear();
  }

  #listen(host: string, port: number): void {
    this.#listening = this.#ports.network.listen(host, port).subscribe((event: ListenEvent) => {
      switch (event.type) {
        case 'listening':
          this.#take({ type: 'network.listening', host: event.host, port: event.port });
          break;
        case 'failed':
          this.#take({ type: 'network.failed', code: event.code, text: event.text });
          break;
        case 'accepted':
          this.#accept(event.link);
      }
    });
  }

  /** Nobody comes any more, and nobody is looked for. */
  #hide(): void {
    this.#listening?.unsubscribe();
    this.#hearing?.unsubscribe();
  }

  /** Who calls also hears, from then on until it listens no more. */
  #callAround(port: number): void {
    const { lan } = this.#ports;
    if (lan === undefined) return;
    this.#hearing ??= lan.heard$.subscribe(({ id, address }) => {
      this.#take({ type: 'lan.heard', id, address });
    });
    lan.call(port);
  }

  #accept(link: Link): void {
    this.#accepted += 1;
    const name = `i${this.#accepted}`;
    this.#open(name, link, { type: 'link.accepted', link: name, address: link.address });
  }

  #dial(name: string, address: string): void {
    const dial = this.#ports.network.dial(address).subscribe((event: DialEvent) => {
      this.#dials.delete(name);
      if (event.type === 'failed')
        this.#take({ type: 'dial.failed', link: name, code: event.code });
      else
        this.#open(name, event.link, {
          type: 'link.opened',
          link: name,
          address: event.link.address,
        });
    });
    if (!dial.closed) this.#dials.set(name, dial);
  }

  #open(name: string, link: Link, happening: Happening): void {
    const waiting: Message[] = [];
    this.#links.set(name, { link, subscription: null, waiting });
    this.#take(happening);
    if (!this.#links.has(name)) return;
    const subscription = link.event$.subscribe((event) => this.#take(inputOf(name, event)));
    if (subscription.closed) this.#links.delete(name);
    else this.#links.set(name, { link, subscription, waiting });
    subscription.add(() => this.#links.delete(name));
  }

  /** One by one: as arguments of one `push`, very many would not fit on the stack. */
  #send(name: string, messages: readonly Message[]): void {
    const waiting = this.#links.get(name)?.waiting;
    if (waiting !== undefined) for (const message of messages) waiting.push(message);
    this.#unwritten.add(name);
  }

  #prove({ link, inbound, network, own, peer }: Claimed): void {
    const binding = this.#links.get(link)?.link.binding;
    if (binding === undefined) return;
    const claim: Claim = { network, speaker: own, hearer: peer, isDialler: !inbound, binding };
    this.#send(link, [{ kind: 'proof', ...this.#ports.keys.prove(claim) }]);
  }

  #judge({ link, inbound, network, own, peer, proof }: Claimed & { readonly proof: Proof }): void {
    const binding = this.#links.get(link)?.link.binding;
    if (binding === undefined) return;
    const claim: Claim = { network, speaker: peer, hearer: own, isDialler: inbound, binding };
    const fault = this.#ports.keys.judge(claim, proof);
    this.#take({ type: 'link.judged', link, fault });
  }

  #seal(batch: number, { of, words }: SealedPost): void {
    const { key, signatures } = this.#ports.keys.seal(this.#networkName, words);
    this.#take({ type: 'seals.made', of, batch, key, signatures });
  }

  #judgeSeals(batch: number, { of, words }: SealedPost): void {
    this.#ports.keys.judgeSeals(this.#networkName, words, (sound) => {
      if (!this.#isGone) this.#take({ type: 'seals.judged', of, batch, sound });
    });
  }

  #write(name: string): void {
    const open = this.#links.get(name);
    if (open === undefined || open.waiting.length === 0) return;
    open.link.write(...encodeInPieces(open.waiting));
    open.waiting.length = 0;
  }

  #close(name: string): void {
    this.#dials.get(name)?.unsubscribe();
    this.#dials.delete(name);
    this.#links.get(name)?.link.close();
  }

  #startTimer(timer: string, due: number): void {
    this.#cancelTimer(timer);
    const fire = (): void => {
      this.#timers.delete(timer);
      this.#take({ type: 'timer.fired', timer });
    };
    this.#timers.set(timer, this.#ports.clock.at(due, fire));
  }

  #cancelTimer(timer: string): void {
    this.#timers.get(timer)?.();
    this.#timers.delete(timer);
  }
}
