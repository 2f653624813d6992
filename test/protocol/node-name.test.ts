import { describe, expect, it } from 'vitest';
import { isNodeName } from '../../src/protocol/node-name.ts';

describe('the name of a node', () => {
  it('is one word that people can see and type', () => {
    expect(['alice', 'Zoë', '李雷', 'b-2', 'x_y', '2nd', '🦊'].filter(isNodeName)).toHaveLength(7);
  });

  it.each([
    ['nothing', ''],
    ['two words', 'a b'],
    ['a port or a lab id', '9001'],
    ['an address', 'host:9001'],
    ['the beginning of an id', '@bxy5j6uk'],
    ['a name and an id', 'bob @bxy5j6uk'],
    ['what somebody says', 'alice: hi'],
    ['a colour', 'bob\u001b[31m'],
    ['what turns letters round', 'a\u202eb'],
    ['what cannot be seen', 'bob\u200b'],
    ['half a letter', '\ud800'],
  ])('is not %s', (_, text) => {
    expect(isNodeName(text)).toBe(false);
  });
});
