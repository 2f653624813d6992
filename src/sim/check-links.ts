import { closeCodes, type Reason } from '../protocol/close-codes.ts';
import { limits } from '../protocol/limits.ts';
import type { Evidence } from './evidence.ts';
import { reportsOf, type Life, type LinkLife } from './life.ts';

/** How long a link may take to become a connection or none. */
export const OPENING_MS_MAX =
  limits.dialTimeoutMs + limits.greetingTimeoutMs + limits.leaveTimeoutMs;

/**
 * How long one end may hold on to a connection that the other end has given up: a sign of life that
 * came right after a ping, the next ping, its probes, and a farewell to nobody.
 */
export const PARTING_MS_MAX =
  limits.pingIntervalMs + (limits.probesMax + 2) * limits.pongTimeoutMaxMs + limits.leaveTimeoutMs;

/** Every link is reported closed, once, and none takes long to become a connection or none. */
export function everyLinkEnds({ lives }: Evidence): readonly string[] {
  const trespasses: string[] = [];
  for (const life of lives) {
    for (const link of life.links.values()) {
      const end = link.closedAt ?? life.end?.at ?? Infinity;
      const openingMs = ((link.connectedAt ?? end) - link.openedAt) / 1_000;
      if (openingMs > OPENING_MS_MAX)
        trespasses.push(`${place(life, link)} was opening for ${openingMs} ms`);
      if (link.closedAt === null && life.end?.how !== 'vanished')
        trespasses.push(`${place(life, link)} has no end`);
    }
    for (const link of endedTwice(life)) trespasses.push(`${life.tape} ${link} ended twice`);
  }
  return trespasses;
}

export function everyReasonIsKnown({ lives }: Evidence): readonly string[] {
  const trespasses: string[] = [];
  for (const life of lives) {
    for (const link of life.links.values()) {
      if (link.reason !== null && !isKnown(link.reason))
        trespasses.push(`${place(life, link)} closed for ${nameOf(link.reason)}`);
    }
    for (const { code } of reportsOf(life, 'undelivered'))
      if (!Object.hasOwn(closeCodes, code))
        trespasses.push(`${life.tape}: undelivered for ${code}`);
  }
  return trespasses;
}

export function atMostSoManyLinksPerPeer({ lives }: Evidence): readonly string[] {
  return lives.flatMap(({ tape, linksPerPeer }) =>
    linksPerPeer > limits.connectionsPerPeerMax
      ? [`${tape} had ${linksPerPeer} connections to one peer`]
      : [],
  );
}

/** Whoever loses a connection is not the only one for long, and no peer is quoted wrongly. */
export function bothEndsAgree({ lives }: Evidence): readonly string[] {
  return pairsOf(lives).flatMap(([one, other]) => [...parting(one, other), ...parting(other, one)]);
}

/** Both ends of each link that has been named at both. */
export function pairsOf(lives: readonly Life[]): readonly (readonly [LinkEnd, LinkEnd])[] {
  const diallers = new Map<string, LinkEnd>();
  const acceptors: LinkEnd[] = [];
  for (const life of lives) {
    for (const link of life.links.values()) {
      if (link.inbound) acceptors.push({ life, link });
      else if (link.dial !== null) diallers.set(link.dial, { life, link });
    }
  }
  return acceptors.flatMap((acceptor) => {
    const dialler = diallers.get(acceptor.link.dial ?? '');
    return dialler === undefined ? [] : [[dialler, acceptor] as const];
  });
}

export interface LinkEnd {
  readonly life: Life;
  readonly link: LinkLife;
}

function parting(first: LinkEnd, last: LinkEnd): string[] {
  const trespasses: string[] = [];
  const heldOnMs = (closedAt(last) - closedAt(first)) / 1_000;
  if (heldOnMs > PARTING_MS_MAX)
    trespasses.push(`${place(last.life, last.link)} held on for ${heldOnMs} ms`);
  const theirs = last.link.reason;
  const quoted = first.link.reason;
  const isQuoted =
    quoted?.by !== 'peer' || theirs === null || (theirs.code === quoted.code && theirs.by === 'us');
  if (!isQuoted)
    trespasses.push(
      `${place(first.life, first.link)} says ${nameOf(quoted)}, its peer ${nameOf(theirs)}`,
    );
  return trespasses;
}

/** A link ends with its node, at the latest. */
function closedAt({ life, link }: LinkEnd): number {
  return link.closedAt ?? life.end?.at ?? Infinity;
}

function endedTwice(life: Life): string[] {
  const ended = [...reportsOf(life, 'refused'), ...reportsOf(life, 'disconnected')];
  const links = ended.map(({ link }) => link);
  return links.filter((link, index) => links.indexOf(link) !== index);
}

function isKnown({ code, by }: Reason): boolean {
  if (!Object.hasOwn(closeCodes, code)) return false;
  const deciders: readonly string[] = closeCodes[code as keyof typeof closeCodes].by;
  return deciders.includes(by);
}

function nameOf({ code, by }: Reason): string {
  return `${code} by ${by}`;
}

function place({ tape }: Life, { link }: LinkLife): string {
  return `${tape} ${link}`;
}
