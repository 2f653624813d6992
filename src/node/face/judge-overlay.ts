import { addressOf } from '../../machines/node/peers/find-peer.ts';
import { limits } from '../../protocol/limits.ts';
import { discoveries, type Discovery } from '../../protocol/node-config.ts';
import type { NodeOptions } from './node-options.ts';
import { hold, isWhole, listOf } from './option-rules.ts';

/** How a node finds others, and what it passes on. */
export interface OverlayWishes {
  readonly role: 'peer' | 'seed';
  readonly discovery: readonly Discovery[];
  readonly seeds: readonly string[];
  readonly hopLimit: number;
  readonly relays: boolean;
  readonly signs: boolean;
  readonly presenceIntervalMs: number;
}

export const DISCOVERY: readonly Discovery[] = ['seeds', 'exchange', 'saved'];

export function judgeOverlay(options: NodeOptions, basePort: number): OverlayWishes {
  const { role = 'peer', discovery = DISCOVERY, seeds = [], unsigned = false } = options;
  const { relay = true } = options;
  const { hopLimit = limits.hopLimit, presenceIntervalMs = limits.presenceIntervalMs } = options;
  hold(role === 'peer' || role === 'seed', 'role must be "peer" or "seed"');
  hold(areWays(discovery), `discovery must be a list of ${discoveries.join(', ')}`);
  hold(isWhole(hopLimit, 1, limits.hopLimitMax), `hopLimit must be 1 to ${limits.hopLimitMax}`);
  hold(typeof relay === 'boolean', 'relay must be true or false');
  hold(typeof unsigned === 'boolean', 'unsigned must be true or false');
  hold(!unsigned || options.networkKey !== undefined, 'unsigned must go with a networkKey');
  hold(
    isWhole(presenceIntervalMs, 0, limits.presenceIntervalMaxMs),
    `presenceIntervalMs must be 0 to ${limits.presenceIntervalMaxMs}`,
  );
  const addresses = listOf('seeds', seeds, limits.seedsMax, (text) => addressOf(text, basePort));
  return {
    role,
    discovery: discoveries.filter((way) => discovery.includes(way)),
    seeds: [...new Set(addresses)],
    hopLimit,
    relays: relay,
    signs: !unsigned,
    presenceIntervalMs,
  };
}

function areWays(value: unknown): boolean {
  const known: readonly unknown[] = discoveries;
  return Array.isArray(value) && value.every((way) => known.includes(way));
}
