import type { Input } from '../../protocol/inputs.ts';
import type { TapedStep } from '../../trace/format/steps-on-tape.ts';
import { lanes, type Lane } from '../answers/timeline.ts';

/** What a turn is about, in a few bits: the lane of what began it, and whether something was said on a link or became of one. */
export function turnKind(input: Input, steps: readonly TapedStep[]): number {
  const lane = lanes.indexOf(laneOf(input.type));
  return ofLinks.has(input.type) || steps.some(isSaid) ? lane + TALK : lane;
}

export function laneIn(kind: number): number {
  return kind % TALK;
}

export function isTalkIn(kind: number): boolean {
  return kind >= TALK;
}

const TALK = 8;

function laneOf(type: Input['type']): Lane {
  if (type === 'link.bytes') return 'bytes';
  if (type.startsWith('link.') || type === 'dial.failed') return 'links';
  if (type === 'commands') return 'commands';
  return type === 'timer.fired' ? 'timers' : 'others';
}

function isSaid({ effects }: TapedStep): boolean {
  return effects.some(({ type }) => said.has(type));
}

const ofLinks: ReadonlySet<string> = new Set([
  'link.bytes',
  'link.accepted',
  'link.opened',
  'link.ended',
  'link.closed',
  'dial.failed',
]);
const said: ReadonlySet<string> = new Set([
  'link.dial',
  'link.prove',
  'link.send',
  'link.end',
  'link.close',
]);
