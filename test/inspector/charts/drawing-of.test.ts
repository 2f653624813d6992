import { describe, expect, it } from 'vitest';
import type { Box, Drawing, DrawnState } from '../../../src/inspector/answers/chart.ts';
import { chartOf, statesOf } from '../../../src/inspector/charts/chart-of.ts';
import { drawingOf } from '../../../src/inspector/charts/drawing-of.ts';
import { drawnMachines } from '../../../src/inspector/charts/drawn-machines.ts';
import { machines } from '../../../src/node/running/machines.ts';
import { anyKindOfMachine } from '../../support/any-kind-of-machine.ts';
import { elkLayout } from '../../support/elk-layout.ts';

describe.each(Object.entries({ ...machines, every: anyKindOfMachine }))(
  'the drawing of %s',
  (_, machine) => {
    const { root } = chartOf(machine);

    describe.each([
      ['brief', false],
      ['detailed', true],
    ] as const)('%s', (_name, isDetailed) => {
      const drawn = drawingOf(root, isDetailed, elkLayout());

      it('has each state and each arrow', async () => {
        const { states, lines } = await drawn;
        expect(states.map(({ id }) => id)).toEqual(statesOf(root).map(({ id }) => id));
        const words = [...states, ...lines].flatMap((one) => one.words);
        const shown = new Set(words.flatMap(({ arrows }) => arrows));
        const arrows = statesOf(root).flatMap((state) => state.arrows);
        expect([...shown].toSorted()).toEqual(arrows.map(({ id }) => id).toSorted());
      });

      it('keeps each state within the one around it and clear of its words, and apart from its siblings', async () => {
        const { states, ...drawing } = await drawn;
        const paper = { x: 0, y: 0, ...drawing };
        for (const state of states) {
          const outer = states.find(({ id }) => isParent(id, state.id));
          expect(isWithin(state, outer ?? paper), state.id).toBe(true);
          const others = states.filter(
            ({ id }) => !isAround(id, state.id) && !isAround(state.id, id),
          );
          expect(others.filter((other) => other !== state && meet(state, other))).toEqual([]);
          expect(outer?.words.filter((words) => meet(state, words)) ?? []).toEqual([]);
        }
      });

      it('has room for all words, each in its place and none over another', async () => {
        const { states, lines } = await drawn;
        for (const state of states)
          expect(state.words.filter((words) => !isWithin(words, state))).toEqual([]);
        const places = placesOf([
          ...states.flatMap(({ words }) => words),
          ...states.filter(({ kind }) => kind !== 'history').map(nameBox),
          ...lines.flatMap(({ words }) => words),
        ]);
        places.forEach((one, place) =>
          expect(places.slice(place + 1).filter((other) => meet(one, other))).toEqual([]),
        );
      });

      it('puts words of lines beside all states but those that the line is in', async () => {
        const { states, lines } = await drawn;
        for (const { from, to, words } of lines)
          for (const one of words) {
            const others = states.filter(({ id }) => !(isAround(id, from) || isAround(id, to)));
            expect(others.filter((state) => meet(one, state))).toEqual([]);
            const ends = states.filter(({ id }) => id === from || id === to);
            expect(ends.filter((state) => meet(one, state))).toEqual([]);
          }
      });

      it('leads lines through no state that they do not leave or enter, and over no words of others', async () => {
        const drawing = await drawn;
        for (const line of drawing.lines) {
          const allowed = (id: string) => isAround(id, line.from) || isAround(id, line.to);
          const strokes = strokesOf(line.points);
          const crossed = drawing.states.filter(
            (state) =>
              (!allowed(state.id) || state.id === line.from || state.id === line.to) &&
              strokes.some((stroke) => meet(stroke, state)),
          );
          expect(
            crossed.map(({ id }) => id),
            `${line.from} → ${line.to}`,
          ).toEqual([]);
          const foreign = [
            ...drawing.states.flatMap((state) => [nameBox(state), ...state.words]),
            ...drawing.lines.flatMap(({ words }) => (words === line.words ? [] : words)),
          ];
          expect(foreign.filter((words) => strokes.some((stroke) => meet(stroke, words)))).toEqual(
            [],
          );
        }
      });

      it('begins and ends lines at the edges of states', async () => {
        const { states, lines } = await drawn;
        for (const { from, to, points } of lines) {
          expect(isOnEdge(points[0]!, stateCalled(states, from))).toBe(true);
          expect(isOnEdge(points.at(-1)!, stateCalled(states, to))).toBe(true);
        }
      });
    });
  },
);

describe('the drawings of all machines', () => {
  it('are the same each time', async () => {
    expect(await drawnMachines(elkLayout())).toEqual(await drawnMachines(elkLayout()));
  });

  it('are not wider than can be read beside two columns', async () => {
    const drawn = await drawnMachines(elkLayout());
    expect(drawn.filter(({ brief }) => brief.width > 900).map(({ machine }) => machine)).toEqual(
      [],
    );
  });
});

function isParent(outer: string, inner: string): boolean {
  return outer === inner.slice(0, Math.max(inner.lastIndexOf('.'), 0));
}

/** It is the same, or inside of it. */
function isAround(outer: string, inner: string): boolean {
  return outer === inner || inner.startsWith(`${outer}.`);
}

function stateCalled(states: Drawing['states'], id: string): DrawnState {
  return states.find((state) => state.id === id)!;
}

function nameBox({ x, y, name, isInitial }: DrawnState): Box {
  return { x: x + 12, y: y + 4, width: (isInitial ? 18 : 0) + name.length * 7.5, height: 20 };
}

/** Several may share one. */
function placesOf(boxes: readonly Box[]): readonly Box[] {
  const places = boxes.map(({ x, y, width, height }) => ({ x, y, width, height }));
  return [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
}

function strokesOf(points: readonly (readonly [number, number])[]): readonly Box[] {
  return points.slice(1).map(([x, y], place) => {
    const [fromX, fromY] = points[place]!;
    return {
      x: Math.min(x, fromX),
      y: Math.min(y, fromY),
      width: Math.abs(x - fromX),
      height: Math.abs(y - fromY),
    };
  });
}

/** Boxes that only touch each other do not meet. */
function meet(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

function isWithin(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function isOnEdge([x, y]: readonly [number, number], box: Box): boolean {
  const [left, top] = [Math.abs(x - box.x), Math.abs(y - box.y)];
  const [right, bottom] = [Math.abs(x - box.x - box.width), Math.abs(y - box.y - box.height)];
  return Math.min(left, top, right, bottom) <= 1;
}
