/** Who says what in the demo. A rumour goes round a ring, and each who passes it on has misheard one word. */
export const players = [
  'alice',
  'bob',
  'carol',
  'dave',
  'erin',
  'frank',
  'grace',
  'heidi',
  'ivan',
  'judy',
  'kim',
  'leo',
  'mia',
  'nick',
  'olga',
  'peggy',
] as const;

/** As each player in turn passes it on. */
export function rumourOf(index: number): string {
  return index === 0
    ? `Every ${rumours[0]}. Pass it on!`
    : `Have you heard? Every ${rumours[index]}!`;
}

/** What those who hear it say back; later ones only pass it on. */
export const replies: readonly string[] = [
  'Really?',
  'Say that again?',
  'I always knew it.',
  'Are you sure?',
];

export const dispute = {
  alice: 'That is not what I said!',
  last: 'But it is what I heard.',
  end: 'We shall see. It is all on tape.',
} as const;

export const reunion = {
  bob: 'Sorry, somebody pulled my plug. What have I missed?',
  alice: 'Nothing that is not on tape.',
} as const;

const rumours: readonly string[] = [
  'node can be replayed',
  'note can be replayed',
  'note can be repaid',
  'boat can be repaid',
  'boat can be delayed',
  'goat can be delayed',
  'goat can be afraid',
  'ghost can be afraid',
  'ghost can be a maid',
  'toast can be a maid',
  'toast has marmalade',
  'host has marmalade',
  'host has lemonade',
  'guest has lemonade',
  'guest has a parade',
  'guest has to be paid',
];
