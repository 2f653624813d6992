import type { ConnectionContext } from '../../machines/connection/connection-context.ts';
import type { Step, Turn } from '../../machines/engine/system.ts';
import type { Effect, Report } from '../../protocol/effects.ts';
import { limits } from '../../protocol/limits.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { Story, type When } from './story.ts';

/**
 * What became of each link, so that "why did it close?" has an answer without a tape too. It is fed
 * by turns, of a live node as of a replay, and remembers within limits: the stories of the links
 * that are open; of each peer, and of each address where nobody said who it was or a dial was in
 * vain, the last ones that have ended. A turn in which only texts flow costs a look at each step.
 */
export class Chronicle {
  readonly #open = new Map<string, Story>();
  readonly #peers = new Past<PeerId>(limits.chroniclePeersMax);
  readonly #addresses = new Past<string>(limits.chronicleAddressesMax);
  readonly #epochMs: (us: number) => number;

  /** `epochMs` gives a time of the run as the wall had it. */
  constructor(epochMs: (us: number) => number) {
    this.#epochMs = epochMs;
  }

  note({ steps, effects, system }: Turn): void {
    for (const step of steps) {
      if (step.machine === 'connection' && isTelling(step)) this.#noteStep(step, system);
    }
    for (const effect of effects) if (isEnding(effect)) this.#noteEnd(effect, system);
  }

  /** Of a link that has not ended. */
  openStory(link: string): Story | null {
    return this.#open.get(link) ?? null;
  }

  /** Those that have ended, the last one last. */
  ofPeer(peer: PeerId): readonly Story[] {
    return this.#peers.of(peer);
  }

  ofAddress(address: string): readonly Story[] {
    return this.#addresses.of(address);
  }

  /** Those whose id begins so, also if the node itself has forgotten them. */
  peersLike(beginning: string): readonly PeerId[] {
    return this.#peers.keys.filter((peer) => peer.startsWith(beginning));
  }

  #noteStep(step: Step, system: Turn['system']): void {
    const { link, address } = step.after.context as ConnectionContext;
    this.#storyOf(link, address).step(step, this.#when(system));
  }

  #noteEnd(report: Ending, system: Turn['system']): void {
    const { link, address, peer } = report;
    const story = this.#storyOf(link, address);
    story.close(report, this.#when(system));
    this.#open.delete(link);
    if (peer !== null) this.#peers.add(peer, story);
    // Nobody asks for one of a thousand attempts; they would only push out what is worth knowing.
    if (report.code === 'rate-limited' && report.by === 'us') return;
    const isVainDial = report.event === 'refused' && !report.inbound;
    if (peer === null || isVainDial) this.#addresses.add(address, story);
  }

  #storyOf(link: string, address: string): Story {
    const known = this.#open.get(link);
    if (known !== undefined) return known;
    const story = new Story(link, address);
    this.#open.set(link, story);
    return story;
  }

  #when({ turn, at }: Turn['system']): When {
    return { turn, at: this.#epochMs(at) };
  }
}

/** Stories that have ended, by who they are of; beyond the limit, who was heard of first is forgotten. */
class Past<Key> {
  readonly #stories = new Map<Key, readonly Story[]>();
  readonly #max: number;

  constructor(max: number) {
    this.#max = max;
  }

  get keys(): readonly Key[] {
    return [...this.#stories.keys()];
  }

  of(key: Key): readonly Story[] {
    return this.#stories.get(key) ?? [];
  }

  add(key: Key, story: Story): void {
    const stories = [...this.of(key), story].slice(-limits.chronicleStoriesMax);
    this.#stories.delete(key);
    this.#stories.set(key, stories);
    if (this.#stories.size <= this.#max) return;
    const [first] = this.#stories.keys();
    this.#stories.delete(first!);
  }
}

type Ending = Extract<Report, { readonly event: 'disconnected' | 'refused' }>;

function isEnding(effect: Effect): effect is Ending {
  return (
    effect.type === 'report' && (effect.event === 'disconnected' || effect.event === 'refused')
  );
}

/** Its state has changed, or it waited for something in vain. */
function isTelling({ before, after, event }: Step): boolean {
  return before === null || before._nodes !== after._nodes || event.startsWith('xstate.after.');
}
