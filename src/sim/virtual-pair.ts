import type { Clock } from '../streams/clock.ts';
import type { PeerId } from '../protocol/peer-id.ts';
import { Dice } from './dice.ts';
import type { LinkPlan, Offset } from './link-plan.ts';
import { type LaneEnds, type LaneMark, VirtualLane } from './virtual-lane.ts';
import { VirtualLink } from './virtual-link.ts';

const NOTHING = new Uint8Array(0);

/** Both ends of one link and the lanes between them. */
export class VirtualPair {
  readonly hosts: readonly [dialler: string, target: string];
  readonly dialler: VirtualLink;
  readonly acceptor: VirtualLink;
  readonly #lanes: readonly VirtualLane[];
  #isMute = false;

  constructor(setting: PairSetting) {
    const { clock, addresses, keys } = setting;
    const isSecure = keys.dialler !== null && keys.target !== null;
    const binding = isSecure
      ? new Dice(setting.seed, `${setting.label} binding`).bytes(32)
      : NOTHING;
    const end = (side: 'dialler' | 'target'): VirtualLink => {
      const facts = { address: addresses[side], peer: isSecure ? keys[side] : null, binding };
      return new VirtualLink(clock, facts, () => setting.onGone(this));
    };
    this.hosts = setting.hosts;
    this.dialler = end('target');
    this.acceptor = end('dialler');
    const out = this.#lane(setting, 'out', this.dialler, this.acceptor);
    const back = this.#lane(setting, 'in', this.acceptor, this.dialler);
    this.dialler.attach({ out, in: back });
    this.acceptor.attach({ out: back, in: out });
    this.#lanes = [out, back];
  }

  get ends(): readonly [VirtualLink, VirtualLink] {
    return [this.dialler, this.acceptor];
  }

  open(): void {
    for (const lane of this.#lanes) lane.open();
  }

  /** Both sides see a reset that neither of them asked for. */
  tear(): void {
    for (const end of this.ends) if (!end.isGone) end.arrive({ type: 'reset' });
  }

  release(): void {
    for (const lane of this.#lanes) lane.release();
  }

  #lane(
    setting: PairSetting,
    direction: Offset['direction'],
    sender: VirtualLink,
    receiver: VirtualLink,
  ): VirtualLane {
    const { clock, plan, hosts } = setting;
    const [dialler, target] = hosts;
    const [from, to] = direction === 'out' ? [dialler, target] : [target, dialler];
    const ends: LaneEnds = {
      isHeld: () => this.#isMute || setting.isHeld(from, to),
      arrive: (item) => receiver.arrive(item),
      emptied: () => sender.emptied(),
      endSent: () => sender.endSent(),
    };
    const dice = new Dice(setting.seed, `${setting.label} ${direction}`);
    return new VirtualLane(clock, plan, dice, this.#marks(clock, plan, direction, receiver), ends);
  }

  #marks(
    clock: Clock,
    plan: LinkPlan,
    direction: Offset['direction'],
    receiver: VirtualLink,
  ): LaneMark[] {
    const { resetAfterBytes: reset, blackHoleAfterBytes: hole, stallAfterBytes: stall } = plan;
    const marks: LaneMark[] = [];
    if (stall?.direction === direction) {
      const act = () => {
        receiver.stall();
        clock.at(clock.now() + stall.us, () => receiver.flow());
      };
      marks.push({ bytes: stall.bytes, act });
    }
    if (hole?.direction === direction) {
      marks.push({ bytes: hole.bytes, act: () => (this.#isMute = true) });
    }
    if (reset?.direction === direction) marks.push({ bytes: reset.bytes, act: () => this.tear() });
    return marks;
  }
}

export interface PairSetting {
  readonly clock: Clock;
  readonly seed: number | string;
  /** What tells the random streams of this pair from all others. */
  readonly label: string;
  readonly plan: LinkPlan;
  readonly hosts: readonly [dialler: string, target: string];
  readonly addresses: { readonly dialler: string; readonly target: string };
  /** Whose keys are shown; a link is plain unless both are. */
  readonly keys: { readonly dialler: PeerId | null; readonly target: PeerId | null };
  isHeld(from: string, to: string): boolean;
  onGone(pair: VirtualPair): void;
}
