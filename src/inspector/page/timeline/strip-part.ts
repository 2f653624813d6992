import type { Timeline } from '../../answers/timeline.ts';
import type { Stretch } from './stretch.ts';

/** What each part of the strip is drawn from. What the timeline tells may be of the stretch that was shown before. */
export interface StripPart {
  readonly timeline: Timeline | null;
  readonly shown: Stretch;
  readonly width: number;
}
