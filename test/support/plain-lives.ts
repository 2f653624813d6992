import type { ActorLife, Scene } from '../../src/inspector/film/film.ts';
import type { TapedEffect, TapedStep } from '../../src/trace/format/steps-on-tape.ts';

type Life = { -readonly [Field in keyof ActorLife]: ActorLife[Field] };

/**
 * Everybody who was there up to a turn, as the tape tells: where a link leads stands in what its actor began with, who
 * it was and why it closed in what the node reported of it. What ended is known where the turns were run again.
 */
export function livesOf(scenes: readonly Scene[], turn: number): readonly ActorLife[] {
  const lives: Life[] = [];
  const latest = new Map<string, Life>();
  const lifeOf = (path: string, at: number): Life => {
    const known = latest.get(path);
    if (known !== undefined) return known;
    const life = newLife(path, at);
    lives.push(life);
    latest.set(path, life);
    return life;
  };
  let last = 0;
  for (const scene of scenes) {
    if (scene.turn > turn) break;
    endWhoIsGone(latest, scene, last);
    last = scene.turn;
    for (const path of scene.before?.actors.keys() ?? []) lifeOf(path, scene.turn);
    for (const [place, step] of scene.taped.entries()) {
      if (step.event === 'start') latest.delete(step.actor);
      const life = lifeOf(step.actor, scene.turn);
      if (step.event === 'start') begin(life, step);
      for (const effect of step.effects) {
        const said = reported(effect);
        // Whoever is turned away at the door never gets an actor.
        const heard = said === null ? undefined : latest.get(`node/${said.link}`);
        if (heard !== undefined) hear(heard, said!);
      }
      const played = scene.played?.steps[place];
      if (played !== undefined && played.after.status !== 'active') life.lastTurn = scene.turn;
    }
  }
  return lives;
}

/** In turns that are not on the tape. */
function endWhoIsGone(latest: Map<string, Life>, { before }: Scene, last: number): void {
  if (before === null) return;
  for (const [path, life] of latest) if (!before.actors.has(path)) life.lastTurn ??= last;
}

function newLife(path: string, firstTurn: number): Life {
  const unknown = { peer: '', name: '', address: '', inbound: null, code: '' };
  return { path, machine: machineOf(path), firstTurn, lastTurn: null, ...unknown };
}

/** How the node names its actors. */
function machineOf(path: string): string {
  if (path === 'node') return 'node';
  if (/^node\/[oi]\d+$/.test(path)) return 'connection';
  if (/^node\/d\d+$/.test(path)) return 'contact';
  return path === 'node/alarm' ? 'alarm' : '';
}

function begin(life: Life, { changes }: TapedStep): void {
  const began = new Map<string, unknown>(changes);
  const [address, inbound] = [began.get('address'), began.get('inbound')];
  if (typeof address === 'string') life.address = address;
  if (typeof inbound === 'boolean') life.inbound = inbound;
}

function hear(
  life: Life,
  { event, peer, name, address, code }: Readonly<Record<string, unknown>>,
): void {
  if (typeof peer === 'string') life.peer = peer;
  if (typeof name === 'string') life.name = name;
  if (typeof address === 'string') life.address ||= address;
  if (event !== 'connected' && typeof code === 'string') life.code = code;
}

/** What is reported of a link; null if it is something else. */
function reported({ type, fields }: TapedEffect) {
  if (type !== 'report') return null;
  const said = Object.fromEntries(fields) as Readonly<Record<string, unknown>>;
  const isOfLink = ['connected', 'disconnected', 'refused'].includes(String(said['event']));
  return isOfLink && typeof said['link'] === 'string' ? { ...said, link: said['link'] } : null;
}
