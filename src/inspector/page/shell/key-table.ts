/** What a key does; several of the same line do it in two ways. */
export interface KeyWords {
  readonly keys: readonly string[];
  readonly does: string;
}

/** All keys, for people, in the order of the help. */
export const keyTable: readonly KeyWords[] = [
  { keys: ['←', '→'], does: 'Step back and forward by one turn' },
  { keys: ['Shift ←', 'Shift →'], does: 'To the turns in which the chosen actor made a step' },
  { keys: ['Home', 'End'], does: 'First and last turn' },
  { keys: ['[', ']'], does: 'Mark before and behind this turn' },
  { keys: ['a'], does: 'Choose the actor that the input of this turn came to' },
  { keys: ['Space'], does: 'Play and pause' },
  { keys: ['f'], does: 'Follow what is recorded' },
  { keys: ['g'], does: 'Go to a turn' },
  { keys: ['/'], does: 'Search actors' },
  { keys: ['1', '2', '3'], does: 'Chart, sequence, overlay' },
  { keys: ['+', '-', '0'], does: 'Look closer at the tape, see more, see all' },
  { keys: ['c'], does: 'Copy a link to this moment' },
  { keys: ['t'], does: 'Theme: as the system, light, dark' },
  { keys: ['i'], does: 'About this tape' },
  { keys: ['?'], does: 'This help' },
];
