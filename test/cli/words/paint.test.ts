import { expect, it } from 'vitest';
import { paintFor } from '../../../src/cli/words/paint.ts';

it.each([
  [true, {}, '\u001b[31mhi\u001b[0m'],
  [true, { NO_COLOR: '' }, '\u001b[31mhi\u001b[0m'],
  [true, { NO_COLOR: '1' }, 'hi'],
  [true, { TERM: 'dumb' }, 'hi'],
  [false, {}, 'hi'],
])('colours are for terminals whose user wants them: %j %j', (isTTY, env, painted) => {
  expect(paintFor({ isTTY }, env)('red', 'hi')).toBe(painted);
});
