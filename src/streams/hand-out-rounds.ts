import { limits } from '../protocol/limits.ts';

/**
 * Several links may have something to hand out at once, and what follows from it takes time. They have their turns one
 * after the other, each with a smaller part the more of them there are. After a while the rest waits
 * until sockets, timers and consoles have had their turn too: so whoever says little is heard soon, however
 * many say much.
 */
export function handOutSoon(handOut: HandOut): void {
  waiting.add(handOut);
  if (isDue) return;
  isDue = true;
  setImmediate(round);
}

/** Hands out about so many bytes; whether there is more. */
export type HandOut = (bytesMax: number) => boolean;

/** In the order of their turns. */
const waiting = new Set<HandOut>();
let isDue = false;

function round(): void {
  const end = performance.now() + ROUND_MS;
  const bytesMax = Math.max(PART_BYTES_MIN, Math.floor(ROUND_BYTES / waiting.size));
  try {
    // Whoever comes back to the end of it may be reached again.
    for (const handOut of waiting) {
      waiting.delete(handOut);
      if (handOut(bytesMax)) waiting.add(handOut);
      if (performance.now() >= end) break;
    }
  } finally {
    isDue = waiting.size > 0;
    if (isDue) setImmediate(round);
  }
}

const ROUND_MS = 10;
const ROUND_BYTES = 4 * limits.inputBytesMax;
const PART_BYTES_MIN = 4_096;
