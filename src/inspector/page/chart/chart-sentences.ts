import type { ArrowTold, DrawnState } from '../../answers/chart.ts';
import type { ChartLook } from './chart-look.ts';

/** What a chart is about, for those who do not see it. */
export function leafNames({ leaves }: Pick<ChartLook, 'leaves'>): string {
  return leaves.size === 0 ? 'no state' : [...leaves].map(withoutMachine).join(' and ');
}

export function stateInWords({ id, kind, isInitial }: DrawnState, look: ChartLook): string {
  return [
    withoutMachine(id),
    ...(kind === 'parallel' || kind === 'final' || kind === 'history' ? [kind] : []),
    ...(isInitial ? ['initial'] : []),
    ...(look.active.has(id) ? ['active'] : []),
    ...(look.left.has(id) ? ['just left'] : []),
  ].join(', ');
}

export function arrowInWords({ event, guard, actions, to }: ArrowTold): string {
  return [
    event === '' ? 'at once' : event,
    ...(guard === null ? [] : [`if it ${guard}`]),
    ...(to.length === 0 ? [] : [`to ${to.map(withoutMachine).join(' and ')}`]),
    ...actions,
  ].join(', ');
}

function withoutMachine(id: string): string {
  return id.includes('.') ? id.slice(id.indexOf('.') + 1).replaceAll('.', ', ') : id;
}
