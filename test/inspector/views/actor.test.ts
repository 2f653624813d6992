import { describe, expect, it } from 'vitest';
import type { ActorShown } from '../../../src/inspector/answers/actor.ts';
import { actorOf } from '../../../src/inspector/views/actor.ts';
import { FsTapeStore } from '../../../src/trace/store/fs-tape-store.ts';
import { PlainFilm } from '../../support/plain-film.ts';

const film = new PlainFilm(new FsTapeStore('traces/pair/alice'));
const opened = new Map<string, never>();
const look = (turn: number, path: string, step: number | null = null): ActorShown =>
  actorOf(film, turn, { path, step, opened });

/** The first turn in which this actor got into a state. */
function turnInto(path: string, state: string): number {
  const found = film.all.find(({ played }) =>
    played!.steps.some(
      ({ actor, after }) => actor === path && after._nodes.some(({ id }) => id === state),
    ),
  );
  return found!.turn;
}

describe('an actor', () => {
  it('is in states of its chart, has left others, and took these arrows', () => {
    const { presence, machine, active, before, taken, ignored } = look(2, 'node');
    expect({ presence, machine, active, before, taken, ignored }).toEqual({
      presence: 'there',
      machine: 'node',
      active: ['node', 'node.running'],
      before: ['node', 'node.starting'],
      taken: ['node.starting|network.listening|0'],
      ignored: [],
    });
  });

  it('knows what has changed in this turn, and nothing of it in the next', () => {
    const changes = ({ context }: ActorShown) =>
      context.filter(({ change }) => change !== 'same').map(({ key }) => key);
    expect(changes(look(2, 'node'))).toEqual(['listening', 'overlay']);
    expect(changes(look(4, 'node/o1'))).not.toContain('config');
  });

  it('can be looked at behind one step of a turn', () => {
    const turn = turnInto('node/o1', 'connection.established');
    const { steps } = film.scene(turn)!.played!;
    const places = steps.flatMap(({ actor }, place) => (actor === 'node/o1' ? [place] : []));
    const seen = places.map((place) => look(turn, 'node/o1', place).taken);
    expect(seen.flat()).toEqual(look(turn, 'node/o1').taken);
  });

  it('has timers, and bytes of a frame that is not whole', () => {
    const turn = turnInto('node/o1', 'connection.established');
    const { timers, halfReceived } = look(turn, 'node/o1');
    expect(timers.map(({ id }) => id)).toEqual([
      'node/o1#pongTimeout.connection.established.liveness.waiting',
    ]);
    expect(halfReceived).toBe(0);
    expect(look(turn, 'node').halfReceived).toBe(null);
  });

  it('is not there yet before it has come', () => {
    expect(look(1, 'node/o1').presence).toBe('not-yet');
    expect(look(1, 'no such actor').presence).toBe('not-yet');
  });

  it('stays as it was at its end once it is gone', () => {
    const life = [...film.lives(film.head.lastTurn)].find(({ path }) => path === 'node/o1')!;
    const { presence, active, taken } = look(life.lastTurn! + 1, 'node/o1');
    expect({ presence, active, taken }).toEqual({
      presence: 'gone',
      active: ['connection', 'connection.closed'],
      taken: [],
    });
    expect(look(life.lastTurn!, 'node/o1').presence).toBe('there');
  });

  it('says why it closes, in words, as soon as that is decided, and still when it is gone', () => {
    const turn = turnInto('node/o1', 'connection.leaving');
    const reason = {
      code: 'disconnected',
      by: 'this node',
      meaning: 'a user asked for it',
      text: '',
    };
    const { lastTurn } = film.head;
    const seen = [turn - 1, turn, lastTurn].map((one) => look(one, 'node/o1').reason);
    expect(seen).toEqual([null, reason, reason]);
    expect(look(lastTurn, 'node').reason).toBe(null);
  });

  it('says in which turns it moved before and after', () => {
    const { previous, next } = look(2, 'node');
    expect([previous, next]).toEqual([1, film.next(2, 'node')]);
  });
});
