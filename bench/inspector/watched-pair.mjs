/**
 * Two nodes that chat in one process, of which one has a tape, and an inspector if that is said. It is told what to do by
 * who has forked it, and says what it took.
 */
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { createNode } from '../../dist/node/face/create-node.js';
import { InspectorThread } from '../../dist/inspector/server/inspector-thread.js';

// As the command line does.
setFlagsFromString('--no-allocation-site-pretenuring');

const text = 'x'.repeat(100);
const lot = 500;
const lotsAtOnce = 4;

const { folder, isShown } = JSON.parse(process.argv[2] ?? '{}');
const alice = await createNode({ port: 0, trace: join(folder, 'alice') });
const bob = await createNode({ port: 0, trace: false });
const { peer } = await alice.connect(bob.address);
/** @type {InspectorThread | null} */
let thread = null;
const url = isShown ? await shownAt(join(folder, 'alice')) : null;

process.on('message', (message) => void run(/** @type {Wanted} */ (message)));
// Who has forked it may be gone without a word.
process.on('disconnect', () => process.exit());
say({ url });

/** @typedef {{ what: 'lots' | 'one by one' | 'close', count: number }} Wanted */

/** @param {Wanted} wanted */
async function run({ what, count }) {
  if (what === 'close') return close();
  const cpu = process.cpuUsage();
  const before = await turnsNow();
  const started = process.hrtime.bigint();
  if (what === 'lots') await inLots(count);
  else for (let sent = 0; sent < count; sent += 1) await alice.send(peer, text);
  const ns = Number(process.hrtime.bigint() - started) / count;
  const { user, system } = process.cpuUsage(cpu);
  const turns = await turnsNow();
  say({ ns, cpuUs: (user + system) / count, turns: (turns - before) / count, last: turns });
}

/** @param {number} count */
async function inLots(count) {
  let left = count / lot;
  const strand = async () => {
    while (left > 0) {
      left -= 1;
      await Promise.all(Array.from({ length: lot }, () => alice.send(peer, text)));
    }
  };
  await Promise.all(Array.from({ length: lotsAtOnce }, strand));
}

/**
 * @param {string} path
 * @returns {Promise<string>}
 */
function shownAt(path) {
  return new Promise((resolve, reject) => {
    const onFailed = (/** @type {string} */ code, /** @type {string} */ words) =>
      reject(new Error(`${code}: ${words}`));
    thread = new InspectorThread({ path, port: 0, onServing: resolve, onFailed });
  });
}

async function close() {
  await alice.close();
  await bob.close();
  await thread?.end();
  process.exit();
}

/** @param {unknown} what */
function say(what) {
  process.send?.(what);
}

async function turnsNow() {
  return (await alice.mark('now')).turn;
}
