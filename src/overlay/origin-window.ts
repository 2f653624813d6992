import { limits } from '../protocol/limits.ts';
import type { Instance } from '../protocol/peer-id.ts';

/**
 * What has come of one instance of an origin. Sequences share a ring of bits, so that those of the last
 * `originWindow` have one each; whatever lies behind them counts as having come.
 */
export interface OriginWindow {
  readonly instance: Instance;
  /** Tells this window from all that there ever were. */
  readonly serial: number;
  /** The highest sequence that has come. */
  readonly top: number;
  readonly bits: readonly number[];
  /** When the last of its casts expires, in epoch milliseconds. */
  readonly expires: number;
}

export function newWindow(instance: Instance, serial: number, expires = 0): OpenWindow {
  return { instance, serial, top: -1, bits: Array<number>(WORDS).fill(0), expires };
}

/** A window under change. */
export interface OpenWindow {
  readonly instance: Instance;
  readonly serial: number;
  top: number;
  readonly bits: number[];
  expires: number;
}

export function opened(window: OriginWindow): OpenWindow {
  return { ...window, bits: window.bits.slice() };
}

export function isBehind({ top }: OriginWindow, sequence: number): boolean {
  return sequence <= top - limits.originWindow;
}

/** Of a sequence that is not behind the window. */
export function hasCome({ top, bits }: OriginWindow, sequence: number): boolean {
  if (sequence > top) return false;
  const slot = sequence % limits.originWindow;
  return ((bits[slot >>> 5]! >>> (slot & 31)) & 1) === 1;
}

export function markAsCome(window: OpenWindow, sequence: number): void {
  if (sequence > window.top) moveTo(window, sequence);
  const slot = sequence % limits.originWindow;
  window.bits[slot >>> 5]! |= 1 << (slot & 31);
}

/** -1: `a` is the older life of its origin; 1: the newer; 0: the same. */
export function orderOf(a: Instance, b: Instance): number {
  return Math.sign(a.boot - b.boot) || Math.sign(a.nonce - b.nonce);
}

const WORDS = limits.originWindow / 32;

/** The places of sequences that fall behind are those of the new ones. */
function moveTo(window: OpenWindow, top: number): void {
  const { bits } = window;
  if (top - window.top >= limits.originWindow) bits.fill(0);
  else {
    for (let sequence = window.top + 1; sequence <= top; sequence += 1) {
      const slot = sequence % limits.originWindow;
      bits[slot >>> 5]! &= ~(1 << (slot & 31));
    }
  }
  window.top = top;
}
