import { other, ours, oursUntaped } from '../contestants.mjs';
import { playSending } from '../play-sending.mjs';

const megabyte = 1e6;
const moved = 1_073_741_824;
/** What may wait for one peer is bounded; with so much under way nothing is refused. */
const underwayBytes = 3_145_728;

/** By default a tape keeps of long texts their lengths alone; with `all`, all of their bytes at both ends. */
export const bulk64 = bulkOf('bulk', '64 KiB', 65_536);
export const bulk1024 = bulkOf('bulk-large', '1 MiB', 1_048_576);

/**
 * @param {string} name
 * @param {string} said
 * @param {number} bytes
 * @returns {import('../measure.mjs').Row}
 */
function bulkOf(name, said, bytes) {
  const window = Math.max(2, underwayBytes / bytes);
  const count = moved / bytes;
  return {
    name,
    title: `Bodies of ${said} over TLS`,
    unit: 'MB a second',
    contestants: [
      ours('peertape', { window }),
      oursUntaped('peertape, no tape', { window }),
      ours('peertape, bodies on tape', { window, bodies: 'all' }),
      other('libp2p', 'libp2p', { atOnce: 1 }),
      other('node:tls', 'raw', { atOnce: 1 }),
      other('node:net', 'raw', { atOnce: 1, plain: true }),
    ],
    play: async (contestant, how) => {
      const work = { count, warmUp: count / 8, bytes };
      const { figure, cpuUs = NaN } = await playSending(contestant, how, work);
      return { figure: (figure * bytes) / megabyte, cpuUs };
    },
    goals: [
      { of: 'peertape', to: 'libp2p', atLeast: 1.5 },
      { of: 'peertape', to: 'node:tls', atLeast: 0.8 },
      { of: 'peertape', to: 'peertape, no tape', atLeast: 0.95 },
      { of: 'peertape, bodies on tape', to: 'peertape, no tape' },
      { of: 'peertape', to: 'node:net' },
    ],
  };
}
