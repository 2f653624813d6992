/**
 * What mail keeps in memory, by the pure part alone: at a sender for each way that it knows, at a relay for each search
 * that it has heard, and for what it has passed on. A table is weighed by what is free once it is gone, buffers included.
 * It prints one line.
 *
 * @typedef {{ route: number[], correspondent: number[], heard: number[], forgotten: number[], passed: number[] }} Kept
 * Bytes in each round. `forgotten`: what is left of each search after its time; `passed`: of each letter that was passed
 * on, with its fate.
 */
import { limits } from '../../dist/protocol/limits.js';
import { newMail } from '../../dist/overlay/mail/mail.js';
import { MailOfOne, idOf } from './mail-of-one.mjs';

const count = 1_000;
/** Where each should leave nothing at all. */
const letters = 10_000;
const warmUps = 2;
const rounds = 5;
const [ann, bob] = [idOf('ann'), idOf('bob')];
const others = Array.from({ length: 100 }, (_, n) => idOf(`other ${n}`));

process.stdout.write(`${JSON.stringify(measure())}\n`);

/** @returns {Kept} */
function measure() {
  /** @type {Kept} */
  const kept = { route: [], correspondent: [], heard: [], forgotten: [], passed: [] };
  for (let round = 0; round < warmUps + rounds; round += 1) {
    const all = { ...atSender(), ...atRelay() };
    if (round < warmUps) continue;
    for (const [name, bytes] of Object.entries(all)) {
      kept[/** @type {keyof Kept} */ (name)].push(bytes);
    }
  }
  return kept;
}

function atSender() {
  const sender = new MailOfOne([ann]);
  times((n) => write(sender, n));
  const route = weightOf(sender, 'routes');
  return { route, correspondent: weightOf(sender, 'correspondents') };
}

function atRelay() {
  const relay = new MailOfOne([ann, bob]);
  times((n) => search(relay, n));
  const heard = weightOf(relay, 'heard');
  times((n) => search(relay, n));
  forget(relay);
  const forgotten = weightOf(relay, 'heard');
  const before = held();
  times((n) => passOn(relay, n), letters);
  const passed = (held() - before) / letters;
  if (relay.mail.counts.relayed !== letters) throw new Error('not all was passed on');
  return { heard, forgotten, passed };
}

/** To somebody four others away, who has it then. @param {MailOfOne} sender @param {number} n */
function write(sender, n) {
  sender.wait(limits.seekHealMs);
  const to = idOf(`peer ${n}`);
  const path = [ann, ...[1, 2, 3].map((step) => others[(n + 31 * step) % others.length] ?? '')];
  let words = sender.post(to, n);
  for (const code of ['found', 'delivered']) {
    const about = words[0]?.envelope;
    if (about === undefined) throw new Error(`nothing was said that could be ${code}`);
    words = sender.hear(ann, sender.fateOf(about, { by: to, code, path }));
  }
}

/** One of a hundred searches, over two who have passed it on. @param {MailOfOne} relay @param {number} n */
function search(relay, n) {
  relay.wait(limits.seekHealMs / 10);
  const origin = others[n % others.length] ?? '';
  const envelope = relay.envelopeOf(origin, n);
  relay.hear(ann, {
    kind: 'seek',
    target: idOf(`peer ${n}`),
    envelope,
    path: [idOf('far'), ann],
    avoid: [],
  });
}

/** A letter there, and its fate back. @param {MailOfOne} relay @param {number} n */
function passOn(relay, n) {
  relay.wait(limits.seekHealMs / 10);
  const envelope = relay.envelopeOf(others[n % others.length] ?? '', n);
  const target = idOf(`peer ${n}`);
  const path = [idOf('far'), ann, relay.own, bob];
  relay.hear(ann, relay.letterOf(envelope, { target, path, hops: 3 }));
  relay.hear(bob, relay.fateOf(envelope, { by: target, code: 'delivered', path }));
}

/** One more comes when the time of all others is over. @param {MailOfOne} relay */
function forget(relay) {
  relay.wait(limits.seekHeardMs);
  search(relay, count);
}

/** @param {(n: number) => void} work */
function times(work, most = count) {
  for (let n = 0; n < most; n += 1) work(n);
}

/**
 * In bytes, for each that it should have.
 *
 * @param {MailOfOne} one
 * @param {'routes' | 'correspondents' | 'heard'} table
 */
function weightOf(one, table) {
  const whole = held();
  one.mail = { ...one.mail, [table]: newMail(one.mail.settings)[table] };
  return (whole - held()) / count;
}

function held() {
  for (let time = 0; time < 4; time += 1) globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
