import type { Mark } from '../../answers/timeline.ts';

interface MarkShape {
  /** What it is called where there is no text. */
  readonly name: string;
  /** Within 10 by 12, its foot in the middle of the lower edge. */
  readonly path: string;
  readonly tone: 'plain' | 'good' | 'quiet' | 'danger' | 'warning';
}

/** Each kind of mark has a shape of its own, so that nobody needs its colour to tell it. */
export const markShapes: Readonly<Record<Mark['kind'], MarkShape>> = {
  mark: { name: 'mark', path: 'M4.5 12V1H10L8 3.5 10 6H5.5V12Z', tone: 'plain' },
  connected: { name: 'connected', path: 'M5 3 9 10H1Z', tone: 'good' },
  closed: { name: 'closed', path: 'M1 4H9L5 11Z', tone: 'quiet' },
  refused: {
    name: 'refused',
    path: 'M2.2 2.5 5 5.3 7.8 2.5 9.3 4 6.5 6.8 9.3 9.6 7.8 11.1 5 8.3 2.2 11.1 .7 9.6 3.5 6.8 .7 4Z',
    tone: 'warning',
  },
  gap: { name: 'gap', path: 'M1 2H3.5V12H1ZM6.5 2H9V12H6.5Z', tone: 'warning' },
  damage: { name: 'damage', path: 'M6 1 1.5 7.5H4.5L3.5 12 8.5 5.5H5.5Z', tone: 'danger' },
  crashed: {
    name: 'crashed',
    path: 'M5 1 6.5 5 10 4.5 7.3 7.2 9 11 5 9 1 11 2.7 7.2 0 4.5 3.5 5Z',
    tone: 'danger',
  },
  different: {
    name: 'different',
    path: 'M0 4H5L7 1H8.5L6.7 4H10V5.8H5.7L4.8 7.4H10V9.2H3.6L2 12H.5L2 9.2H0V7.4H3.2L4.1 5.8H0Z',
    tone: 'danger',
  },
  end: { name: 'end', path: 'M1 3H9V11H1Z', tone: 'quiet' },
};
