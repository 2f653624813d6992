/** How fast a tape is played: so many times as fast as it was recorded, or so many turns a second. */
export interface Speed {
  readonly name: string;
  readonly of: 'time' | 'turns';
  readonly factor: number;
}

export const speeds: readonly Speed[] = [
  { name: '0.1×', of: 'time', factor: 0.1 },
  { name: '1×', of: 'time', factor: 1 },
  { name: '10×', of: 'time', factor: 10 },
  { name: '100×', of: 'time', factor: 100 },
  { name: '1 turn/s', of: 'turns', factor: 1 },
  { name: '5 turns/s', of: 'turns', factor: 5 },
  { name: '25 turns/s', of: 'turns', factor: 25 },
  { name: '100 turns/s', of: 'turns', factor: 100 },
];
