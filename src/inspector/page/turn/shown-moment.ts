import { signal } from '@preact/signals';
import type { Moment } from '../../answers/moment.ts';

/** The turn that was told last: what stands beside it can say how long until then. */
export const shownMoment = signal<Moment | null>(null);
