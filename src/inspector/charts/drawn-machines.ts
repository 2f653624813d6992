import type { DrawnMachine } from '../answers/chart.ts';
import { machines } from '../../node/running/machines.ts';
import { chartOf, statesOf } from './chart-of.ts';
import { drawingOf } from './drawing-of.ts';
import type { Layout } from './elk.ts';

/**
 * Every machine as it is drawn. ELK is large and takes its time, and no machine changes once the program is
 * built: so whoever builds it brings the layout, and nobody who runs it needs one.
 */
export async function drawnMachines(layout: Layout): Promise<readonly DrawnMachine[]> {
  const drawn: DrawnMachine[] = [];
  for (const machine of Object.values(machines)) {
    const { root } = chartOf(machine);
    const arrows = statesOf(root).flatMap((state) => state.arrows);
    drawn.push({
      machine: machine.id,
      arrows: arrows.map(({ id, from, targets, event, guard, actions }) => ({
        id,
        from,
        to: targets,
        event,
        guard,
        actions,
      })),
      brief: await drawingOf(root, false, layout),
      detailed: await drawingOf(root, true, layout),
    });
  }
  return drawn;
}
