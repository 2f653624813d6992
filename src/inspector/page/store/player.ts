import { signal } from '@preact/signals';
import type { Timeline } from '../../answers/timeline.ts';
import { ask, pathOf } from './answer.ts';
import { head } from './head.ts';
import { follow, goTo, turn } from './position.ts';
import { playOn, type PlayedTo, type Reel } from './reel.ts';
import { speeds, type Speed } from './speeds.ts';

export const playing = signal(false);
export const speed = signal<Speed>(speeds[1]!);

const reelTurns = 1_000;

/** Goes on from here, at the times the turns had; from the start if this is the end. */
function play(): void {
  if (playing.value) return;
  if (turn.value >= head.value.lastTurn) {
    if (head.value.state === 'live') return follow();
    goTo(head.value.firstTurn);
  }
  playing.value = true;
  void run();
}

export function pause(): void {
  playing.value = false;
}

export function playOrPause(): void {
  if (playing.value) pause();
  else play();
}

async function run(): Promise<void> {
  while (playing.value) {
    const reel = await reelFrom(turn.value);
    if (reel === null || !(await playReel(reel))) break;
  }
  playing.value = false;
}

/** Whether there is more to play: the reel came to its end, or somebody went elsewhere. */
async function playReel(reel: Reel): Promise<boolean> {
  let at: PlayedTo = { place: 0, since: 0 };
  let shown = turn.value;
  let before = await nextFrame();
  while (playing.value) {
    const now = await nextFrame();
    if (!playing.value) return false;
    if (turn.value !== shown) return true;
    at = playOn(reel, at, speed.value, now - before);
    before = now;
    const next = reel.turns[at.place]!;
    if (next !== shown) goTo(next);
    shown = next;
    if (shown >= head.value.lastTurn) return endReached();
    if (at.place === reel.turns.length - 1) return true;
  }
  return false;
}

function endReached(): false {
  if (head.value.state === 'live') follow();
  return false;
}

/** null if there is nothing behind this turn. */
async function reelFrom(from: number): Promise<Reel | null> {
  const to = Math.min(from + reelTurns - 1, head.value.lastTurn);
  const path = pathOf('timeline', { from, to, buckets: to - from + 1 });
  const stretch = await ask<Timeline>(path).catch(() => null);
  if (stretch === null) return null;
  const there = stretch.buckets.filter(({ us }) => us !== null);
  if (there.length > 1)
    return { turns: there.map(({ fromTurn }) => fromTurn), us: there.map(({ us }) => us!) };
  // A gap that is longer than a reel: on to what stands behind it.
  return to < head.value.lastTurn ? reelFrom(to) : null;
}

/** A page that nobody sees has no frames: it stands still until somebody does. */
function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}
