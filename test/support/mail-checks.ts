import { expect } from 'vitest';
import { dueAt } from '../../src/overlay/mail/mail.ts';
import type { Mail } from '../../src/overlay/mail/mail-state.ts';
import { limits } from '../../src/protocol/limits.ts';
import type { PureMail } from './pure-mail.ts';
import { nodeOf } from './pure-trees.ts';

/** What is true of mail whatever happens: each letter is there once at most, and has one outcome, in time. */
export function expectOneOutcomeEach(net: PureMail, slackUs = 50_000): void {
  const outcomes = new Map<string, number>();
  for (const { node, sequence } of net.outcomes) {
    const name = `${node} ${sequence}`;
    outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
  }
  const living = net.posted.filter(({ node }) => !net.dead.has(node));
  for (const { node, posted, at } of living) {
    expect(outcomes.get(`${node} ${posted.sequence}`)).toBe(1);
    const outcome = net.outcomes.find(
      (each) => each.node === node && each.sequence === posted.sequence,
    )!;
    expect(outcome.said.to).toBe(posted.to);
    expect(outcome.at - at).toBeLessThanOrEqual(limits.letterTimeoutMs * 1_000 + slackUs);
  }
  expectDeliveredOnce(net);
}

/** And only where it was written to; whoever is told that it was delivered is told the truth. */
export function expectDeliveredOnce(net: PureMail): void {
  const deliveries = net.deliveries.map(
    ({ node, letter }) => `${nodeOf(letter.envelope.origin)} ${letter.envelope.sequence} ${node}`,
  );
  const delivered = new Set(deliveries);
  expect(delivered.size).toBe(deliveries.length);
  const posted = new Map(
    net.posted.map((each) => [
      `${each.node} ${each.posted.sequence} ${nodeOf(each.posted.to)}`,
      each.posted,
    ]),
  );
  for (const { node, letter } of net.deliveries) {
    const { origin, sequence } = letter.envelope;
    const as = posted.get(`${nodeOf(origin)} ${sequence} ${node}`);
    expect(as).toMatchObject({ topic: letter.topic, re: letter.re, purpose: letter.purpose });
    const { source, start, end } = letter.body;
    expect([...source.subarray(start, end)]).toEqual([...as!.body.source]);
  }
  for (const { node, sequence, said } of net.outcomes) {
    if (said.type !== 'mail.delivered' || said.purpose === 'echo') continue;
    expect(delivered.has(`${node} ${sequence} ${nodeOf(said.to)}`)).toBe(true);
  }
}

/** Nobody waits for anything, and nothing is left of what was under way. */
export function expectAtRest(net: PureMail): void {
  for (const [node, mail] of net.mails.entries()) {
    if (net.dead.has(node)) continue;
    expect(dueAt(mail)).toBe(null);
    expect([mail.letters, mail.bytes, mail.seeking.size]).toEqual([0, 0, 0]);
    const { judging, sealing } = mail.underWay;
    expect([judging.count, judging.bytes, sealing.count, sealing.bytes]).toEqual([0, 0, 0, 0]);
  }
}

export function expectWithinLimits(mail: Mail): void {
  const correspondents = [...mail.correspondents];
  const all = correspondents.flatMap(([, { letters }]) => letters);
  expect(mail.letters).toBe(all.length);
  expect(mail.bytes).toBe(all.reduce((sum, { letter }) => sum + letter.body.length, 0));
  expect(mail.letters).toBeLessThanOrEqual(limits.lettersMax);
  expect(mail.bytes).toBeLessThanOrEqual(limits.letterBytesMax);
  for (const [peer, { letters, nextNumber }] of correspondents) {
    const numbers = letters.map(({ letter }) => letter.number);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(nextNumber - (numbers[0] ?? nextNumber)).toBeLessThanOrEqual(limits.lettersPerPeerMax);
    expect(letters.every(({ letter }) => letter.target === peer)).toBe(true);
  }
  const { judging, sealing } = mail.underWay;
  expect(judging.count).toBeLessThanOrEqual(limits.mailUnderWayMax);
  expect(judging.bytes).toBeLessThanOrEqual(limits.mailBytesUnderWayMax);
  expect(sealing.count).toBeLessThanOrEqual(limits.mailUnderWayMax);
  const neighbours = [...mail.neighbours.values()];
  const sumOf = (counts: readonly number[]) => counts.reduce((sum, each) => sum + each, 0);
  expect(sumOf(neighbours.map((each) => each.judging))).toBeLessThanOrEqual(judging.count);
  expect(sumOf(neighbours.map((each) => each.judgingBytes))).toBeLessThanOrEqual(judging.bytes);
  expect(mail.heard.ages.length).toBeLessThanOrEqual(mail.heard.seeks.size);
  if (mail.letters > 0) expect(dueAt(mail)).not.toBe(null);
  for (const [peer, { path }] of mail.routes) {
    expect(mail.neighbours.has(path[0] ?? peer)).toBe(true);
    expect(path.length + 1).toBeLessThanOrEqual(mail.settings.hopLimit);
  }
}

/** Over how many links one node is from another, of those that pass on. */
export function distanceOf(
  { size, links }: { size: number; links: readonly (readonly [number, number])[] },
  from: number,
  to: number,
  silent: readonly number[] = [],
): number {
  const distances = Array<number>(size).fill(Infinity);
  distances[from] = 0;
  for (let round = 0; round < size; round += 1) {
    for (const [a, b] of [...links, ...links.map(([c, d]) => [d, c] as const)]) {
      const passes = a === from || !silent.includes(a);
      if (passes) distances[b] = Math.min(distances[b]!, distances[a]! + 1);
    }
  }
  return distances[to]!;
}
