import type { Machines } from '../../machines/engine/system.ts';
import { stateNodes } from '../../machines/engine/state-nodes.ts';
import type { Plain } from '../../trace/format/plain.ts';
import type { TapedEffect, TapedStep } from '../../trace/format/steps-on-tape.ts';
import { limits } from '../../protocol/limits.ts';
import { inspectorLimits } from '../answers/inspector-limits.ts';
import { fieldsOf } from './fields-of.ts';
import type { ActorLife } from './film.ts';
import { shortened } from './shortened.ts';

type Life = { -readonly [Field in keyof ActorLife]: ActorLife[Field] } & {
  /** The turns from which on it is known that it has ended, who it is, and why it closed. */
  goneTurn: number;
  knownTurn: number;
  codeTurn: number;
};

/**
 * Who was there, from when to when, as the tape tells: its steps say who began and in which state each is, its reports
 * who was at the other end of a link and why it closed, and its checkpoints who was there all along.
 */
export class ActorLives {
  readonly #finals: ReadonlyMap<string, ReadonlySet<string>>;
  #lives: Life[] = [];
  /** The last of each path. */
  readonly #latest = new Map<string, Life>();
  /** In which each made a step, by path. */
  readonly #turns = new Map<string, number[]>();
  #steps = 0;

  constructor(machines: Machines) {
    this.#finals = new Map(
      Object.entries(machines).map(([name, machine]) => [name, finalStates(machine)]),
    );
  }

  /** How much is remembered: of each turn, who made a step in it. */
  get steps(): number {
    return this.#steps;
  }

  takeSteps(turn: number, steps: readonly TapedStep[]): void {
    for (const step of steps) {
      const life = this.#stepOf(turn, step);
      for (const effect of step.effects) this.#hear(turn, effect);
      if (this.#finals.get(life.machine)?.has(step.state) === true) end(life, turn, turn);
    }
  }

  /** Who is there behind a turn; `next` is the turn that follows, and `last` the one before that is there. */
  takeCheckpoint(state: Plain, last: number, next: number): void {
    const there = new Set<string>();
    for (const [path, machine] of actorsIn(state)) {
      if (there.size >= limits.actorsMax) break;
      there.add(path);
      const known = this.#latest.get(path);
      const life = known === undefined || known.lastTurn !== null ? this.#begin(path, next) : known;
      life.machine = shortened(machine);
    }
    for (const [path, life] of this.#latest) {
      if (!there.has(path)) end(life, Math.max(last, life.firstTurn), next);
    }
  }

  *upTo(turn: number): Generator<ActorLife> {
    for (const life of this.#lives) {
      const { path, machine, firstTurn, address, inbound } = life;
      if (firstTurn > turn) return;
      const isKnown = life.knownTurn <= turn;
      // All in one go: there can be very many, and to take a life apart and put it together again takes longer.
      yield {
        path,
        machine,
        firstTurn,
        lastTurn: life.goneTurn <= turn ? life.lastTurn : null,
        peer: isKnown ? life.peer : '',
        name: isKnown ? life.name : '',
        address,
        inbound,
        code: life.codeTurn <= turn ? life.code : '',
      };
    }
  }

  /** The last turn before this one in which an actor made a step. */
  previous(path: string, turn: number): number | null {
    const turns = this.#turns.get(path) ?? [];
    return turns[placeOf(turns, turn) - 1] ?? null;
  }

  next(path: string, turn: number): number | null {
    const turns = this.#turns.get(path) ?? [];
    return turns[placeOf(turns, turn + 1)] ?? null;
  }

  /** Whoever was gone by then is not remembered any more. */
  forgetBefore(turn: number): void {
    this.#keep(this.#lives.filter(({ lastTurn }) => lastTurn === null || lastTurn >= turn));
    this.#steps = 0;
    for (const [path, turns] of this.#turns) {
      turns.splice(0, placeOf(turns, turn));
      this.#steps += turns.length;
      if (turns.length === 0 && !this.#latest.has(path)) this.#turns.delete(path);
    }
  }

  #stepOf(turn: number, { actor, event, changes }: TapedStep): Life {
    const known = this.#latest.get(actor);
    const life = known === undefined || event === 'start' ? this.#begin(actor, turn) : known;
    if (event === 'start') {
      const { address, inbound } = fieldsOf(changes);
      if (typeof address === 'string') life.address = shortened(address);
      if (typeof inbound === 'boolean') life.inbound = inbound;
    }
    const turns = this.#turns.get(life.path);
    if (turns === undefined) this.#turns.set(life.path, [turn]);
    else if (turns.at(-1) !== turn) turns.push(turn);
    this.#steps += 1;
    return life;
  }

  #begin(path: string, firstTurn: number): Life {
    const unknown = { peer: '', name: '', address: '', inbound: null, code: '' };
    const life: Life = {
      path,
      machine: machineOf(path),
      firstTurn,
      lastTurn: null,
      ...unknown,
      ...never,
    };
    this.#lives.push(life);
    this.#latest.set(path, life);
    if (this.#lives.length > inspectorLimits.indexedLivesMax) this.#forgetOldest();
    return life;
  }

  /** Those that are gone first. */
  #forgetOldest(): void {
    const kept = Math.ceil(inspectorLimits.indexedLivesMax * KEPT);
    let left = this.#lives.length - kept;
    const rest = this.#lives.filter(({ lastTurn }) => lastTurn === null || (left -= 1) < 0);
    this.#keep(rest.slice(-kept));
  }

  #keep(lives: Life[]): void {
    this.#lives = lives;
    const kept = new Set(lives);
    for (const [path, life] of this.#latest) if (!kept.has(life)) this.#latest.delete(path);
  }

  #hear(turn: number, { type, fields }: TapedEffect): void {
    if (type !== 'report') return;
    const { event, link, peer, name, address, code } = fieldsOf(fields);
    if (!ofLinks.has(event) || typeof link !== 'string') return;
    const life = this.#latest.get(`node/${link}`);
    if (life === undefined) return;
    if (typeof peer === 'string') {
      life.peer = shortened(peer);
      life.knownTurn = Math.min(life.knownTurn, turn);
    }
    if (typeof name === 'string') life.name = shortened(name);
    if (typeof address === 'string') life.address ||= shortened(address);
    if (event === 'connected' || typeof code !== 'string') return;
    life.code = shortened(code);
    life.codeTurn = turn;
  }
}

const never = { goneTurn: Infinity, knownTurn: Infinity, codeTurn: Infinity };

/** As many go at once as make it worth the looking. */
const KEPT = 0.9;

function end(life: Life, lastTurn: number, goneTurn: number): void {
  if (life.lastTurn !== null) return;
  life.lastTurn = lastTurn;
  life.goneTurn = goneTurn;
}

const ofLinks: ReadonlySet<unknown> = new Set(['connected', 'disconnected', 'refused']);

/** How a node names its actors. */
function machineOf(path: string): string {
  if (path === 'node') return 'node';
  if (/^node\/[oi]\d+$/.test(path)) return 'connection';
  if (/^node\/d\d+$/.test(path)) return 'contact';
  return path === 'node/alarm' ? 'alarm' : '';
}

function finalStates(machine: Machines[string]): ReadonlySet<string> {
  const finals = stateNodes(machine).filter(
    ({ type, parent }) => type === 'final' && parent === machine.root,
  );
  return new Set(finals.map(({ key }) => key));
}

/** Of a capture: `[turn, at, timers started, actors]`, where an actor begins with its path and its machine. */
function* actorsIn(state: Plain): Generator<readonly [path: string, machine: string]> {
  for (const actor of listOf(listOf(state)[3])) {
    const [path, machine] = listOf(actor);
    if (typeof path === 'string' && typeof machine === 'string') yield [path, machine];
  }
}

function listOf(value: Plain | undefined): readonly Plain[] {
  return Array.isArray(value) ? (value as readonly Plain[]) : [];
}

/** Of the first that is this one or later. */
function placeOf(turns: readonly number[], turn: number): number {
  let [low, high] = [0, turns.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (turns[middle]! < turn) low = middle + 1;
    else high = middle;
  }
  return low;
}
