import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { cleanText } from '../../../src/cli/words/clean-text.ts';
import { jsonLine } from '../../../src/cli/words/json-line.ts';

it('spells by its code what a terminal would obey, and leaves all other letters', () => {
  expect(jsonLine({ text: 'Zoë \u001b[2J\u009b31m\u007f \u202e\u2028 你好' })).toBe(
    '{"text":"Zoë \\u001b[2J\\u009b31m\\u007f \\u202e\\u2028 你好"}',
  );
});

it('is the same value to whoever reads JSON, and harmless', () => {
  const law = fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
    const line = jsonLine(value);
    expect(JSON.parse(line)).toEqual(JSON.parse(JSON.stringify(value)));
    expect(cleanText(line)).toBe(line);
  });
  fc.assert(law, { numRuns: 300 });
});
