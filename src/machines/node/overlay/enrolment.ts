import { enrol, sample } from '../../../overlay/roll.ts';
import { joinThrough, learn } from '../../../overlay/view/learn.ts';
import { limits } from '../../../protocol/limits.ts';
import type { Enrol, Roll } from '../../../protocol/messages.ts';
import type { Asked } from '../../engine/asked.ts';
import { chain, type Judged } from '../context/judged.ts';
import {
  changeLink,
  changeOverlay,
  type LinkEntry,
  type NodeContext,
} from '../context/node-context.ts';
import { sayTo } from '../context/say-to.ts';
import type { Joining } from '../context/overlay-context.ts';
import { refuse } from '../context/refuse.ts';
import { rolled, viewed } from './overlay-asked.ts';

/**
 * Seed nodes list who asks for it, and tell those whom they have.
 *
 * A node asks all of its seed nodes when it starts. Once all have answered, or failed to, or a moment after
 * the first has, all leads together are one draw: up to `seedDraw` of them are dialled, this node itself left
 * out before. They are four of the five places of the active view, so that one is left to those who come later.
 * What seed nodes tell afterwards are leads like any other.
 */
export function enrolWith(context: NodeContext, { peer, contact }: LinkEntry): Judged {
  if (contact === null || context.contacts.get(contact)?.purpose !== 'enrol') return [context, []];
  return [context, sayTo(context, peer!, [{ kind: 'enrol', everyMs: limits.enrolIntervalMs }])];
}

/** Again and again, and more often as long as there is no neighbour. */
export function enrolDue(before: NodeContext, at: number): Judged {
  const { enrolAt } = before.overlay;
  if (enrolAt === null || enrolAt > at) return [before, []];
  const context = changeOverlay(before, { enrolAt: at + enrolEveryUs(before) });
  const asked: Asked[] = [];
  for (const { purpose, peer } of before.contacts.values()) {
    if (purpose !== 'enrol' || peer === null) continue;
    asked.push(...sayTo(context, peer, [{ kind: 'enrol', everyMs: limits.enrolIntervalMs }]));
  }
  return [context, asked];
}

/** To a seed node: list me, and tell me whom you have. */
export function hearEnrol(
  before: NodeContext,
  { link, peer, listens, address, inbound, state }: LinkEntry,
  { everyMs }: Enrol,
  at: number,
): Judged {
  const { roll } = before.overlay;
  if (state === 'leaving') return [before, []];
  if (roll === null) return refuse(before, link, 'not-a-seed');
  if (hasBeenTold(before, link, at)) return [before, []];
  const lead = { id: peer!, address: inbound && listens === address ? '' : listens };
  const noted = changeLink(before, link, { enrolledAt: at });
  const listed = rolled(noted, enrol(roll, { lead, everyMs, from: address }, at), at);
  return chain(
    listed,
    (context) => tell(context, peer!),
    (context) => (isCrowded(context) ? refuse(context, link, 'enrolled') : [context, []]),
  );
}

function hasBeenTold({ links }: NodeContext, link: string, at: number): boolean {
  const enrolledAt = links.get(link)?.enrolledAt ?? null;
  return enrolledAt !== null && at - enrolledAt < limits.enrolAgainMinMs * 1_000;
}

function tell(before: NodeContext, to: string): Judged {
  const [roll, leads] = sample(before.overlay.roll!, to, limits.rollSampleMax);
  const { leadsPerMessageMax: most } = limits;
  const messages: Roll[] = [];
  for (let next = 0; next === 0 || next < leads.length; next += most) {
    const more = Math.max(0, leads.length - next - most);
    messages.push({ kind: 'roll', leads: leads.slice(next, next + most), more });
  }
  return [changeOverlay(before, { roll }), sayTo(before, to, messages)];
}

/** Whoever was told makes room for others before there is none. */
function isCrowded({ links, config }: NodeContext): boolean {
  return links.size > config.connectionsMax - Math.ceil(config.connectionsMax / 4);
}

export function hearRoll(
  before: NodeContext,
  from: LinkEntry,
  { leads, more }: Roll,
  at: number,
): Judged {
  const contact = before.contacts.get(from.contact ?? '');
  if (contact?.purpose !== 'enrol') return [before, []];
  const { joining } = before.overlay;
  const { address } = from;
  if (joining.awaited.length === 0) {
    return viewed(before, learn(before.overlay.view, leads, address, at), at);
  }
  const rumours = leads.map((lead) => ({ ...lead, from: address }));
  const heard = { ...joining, leads: [...joining.leads, ...rumours].slice(0, MOST_LEADS) };
  const context = changeOverlay(before, { joining: heard });
  return more > 0 ? [context, []] : heardSeed(context, contact.address, at);
}

/** A seed node has told all it had to, or cannot be reached. */
function heardSeed(before: NodeContext, address: string, at: number): Judged {
  const { joining } = before.overlay;
  if (!joining.awaited.includes(address)) return [before, []];
  const awaited = joining.awaited.filter((each) => each !== address);
  const until = joining.until ?? at + LATE_US;
  const context = changeOverlay(before, { joining: { ...joining, awaited, until } });
  return awaited.length === 0 ? join(context, at) : [context, []];
}

/** The dial to a seed node came to nothing; it is tried again like any contact. */
export function seedFailed(
  context: NodeContext,
  { contact, purpose }: LinkEntry,
  at: number,
): Judged {
  return purpose === 'enrol' && contact !== null ? heardSeed(context, contact, at) : [context, []];
}

export function joinDue(context: NodeContext, at: number): Judged {
  const { until, awaited } = context.overlay.joining;
  return until === null || until > at || awaited.length === 0 ? [context, []] : join(context, at);
}

function join(before: NodeContext, at: number): Judged {
  const { leads } = before.overlay.joining;
  const done: Joining = { awaited: [], leads: [], until: null };
  const context = changeOverlay(before, { joining: done, enrolAt: at + enrolEveryUs(before) });
  return viewed(context, joinThrough(context.overlay.view, leads, at), at);
}

function enrolEveryUs({ overlay }: NodeContext): number {
  const everyMs = overlay.view.active.size === 0 ? LONELY_MS : limits.enrolIntervalMs;
  return everyMs * 1_000;
}

const LONELY_MS = 1_000;
const LATE_US = 1_000_000;
const MOST_LEADS = limits.seedsMax * limits.rollSampleMax;
