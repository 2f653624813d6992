import type { ConnectionContext } from '../machines/connection/connection-context.ts';
import type { Step } from '../machines/engine/system.ts';
import type { News, ObservedTurn, RunningNode } from '../node/running/run-node.ts';
import { unpinned, type View } from '../overlay/view/view.ts';
import type { Reason } from '../protocol/close-codes.ts';
import type { Report } from '../protocol/effects.ts';
import { instanceName, type Life, type LifeEnd, type LinkLife } from './life.ts';
import { nodeContextIn } from '../node/running/node-context-in.ts';

/** Writes down what a running node is seen to do, until it is over. */
export function watchLife(life: Life, running: RunningNode, watcher: LifeWatcher): void {
  running.turn$.subscribe((observed) => {
    life.turns++;
    if (watcher.keepsLife) noteTurn(life, observed);
    watcher.turned(observed);
  });
  running.news$.subscribe({
    next: (news) => {
      if (watcher.keepsLife) noteNews(life, news);
      watcher.heard(news);
    },
    complete: () => watcher.ended('stopped', ''),
    error: (error) => watcher.ended('failed', String(error)),
  });
}

export interface LifeWatcher {
  /** Else nothing is written down but how many turns there were, and the end. */
  readonly keepsLife: boolean;
  turned(observed: ObservedTurn): void;
  heard(news: News): void;
  ended(how: LifeEnd['how'], error: string): void;
}

function noteTurn(life: Life, observed: ObservedTurn): void {
  for (const step of observed.turn.steps) {
    if (step.machine === 'connection') noteStep(life, step, observed.input.at);
  }
  noteNode(life, observed);
  noteFrames(life, observed);
}

function noteNews(life: Life, { at, said }: News): void {
  life.heard.push({ at: life.startedAt + at, said });
  if (said.type === 'report') noteReport(life, said, at);
}

function noteStep(life: Life, { before, after, event }: Step, at: number): void {
  const { link, inbound, dial, hello, reason } = after.context as ConnectionContext;
  if (before === null) {
    const openedAt = life.startedAt + at;
    const own = inbound ? null : dialName(life.id, instanceName(life.instance), dial);
    life.links.set(link, { ...newLink, link, inbound, openedAt, dial: own });
  } else if (event === 'hello' && inbound && hello !== null) {
    change(life, link, { dial: dialName(hello.id, instanceName(hello.instance), hello.dial) });
  }
  // Not every end is told to the user.
  if (after.status === 'done' && life.links.get(link)?.closedAt === null) {
    const { code, by } = reason!;
    change(life, link, { closedAt: life.startedAt + at, reason: { code, by } });
  }
}

function noteReport(life: Life, report: Report, newsAt: number): void {
  const at = life.startedAt + newsAt;
  switch (report.event) {
    case 'connected':
      change(life, report.link, { connectedAt: at });
      break;
    case 'refused':
      if (!life.links.has(report.link)) {
        const { link, inbound } = report;
        life.links.set(link, { ...newLink, link, inbound, openedAt: at });
      }
      change(life, report.link, { closedAt: at, reason: reasonOf(report) });
      break;
    case 'disconnected':
      change(life, report.link, { closedAt: at, reason: reasonOf(report) });
      break;
    default:
  }
}

function noteNode(life: Life, { turn }: ObservedTurn): void {
  if (!turn.steps.some(({ machine }) => machine === 'node')) return;
  const context = nodeContextIn(turn.system);
  if (context === null) return;
  for (const id of context.ignored.keys()) life.ignored.add(id);
  noteView(life, context.overlay.view);
  const counts = new Map<string, number>();
  for (const { peer, state } of context.links.values()) {
    if (peer === null || (state !== 'accepted' && state !== 'established')) continue;
    const count = (counts.get(peer) ?? 0) + 1;
    counts.set(peer, count);
    life.linksPerPeer = Math.max(life.linksPerPeer, count);
  }
}

function noteView(life: Life, view: View): void {
  life.neighbours = Math.max(life.neighbours, unpinned(view).length);
  life.leads = Math.max(life.leads, view.passive.size);
}

function noteFrames({ frames }: Life, { turn }: ObservedTurn): void {
  for (const effect of turn.effects) {
    if (effect.type !== 'link.send') continue;
    for (const { kind } of effect.messages) frames.set(kind, (frames.get(kind) ?? 0) + 1);
  }
}

const newLink = { dial: null, connectedAt: null, closedAt: null, reason: null };

function change(life: Life, link: string, changed: Partial<LinkLife>): void {
  const known = life.links.get(link);
  if (known !== undefined) life.links.set(link, { ...known, ...changed });
}

function reasonOf({ code, by }: Reason): Reason {
  return { code, by };
}

function dialName(id: string, instance: string, dial: number): string {
  return `${id}/${instance}/o${dial}`;
}
