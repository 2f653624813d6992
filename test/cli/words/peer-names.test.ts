import { describe, expect, it } from 'vitest';
import { PeerNames } from '../../../src/cli/words/peer-names.ts';
import { limits } from '../../../src/protocol/limits.ts';

const one = `k3fq7a2m${'a'.repeat(44)}`;
const other = `zzzzzzzz${'a'.repeat(44)}`;

describe('the names of peers', () => {
  it('stand with the short id, or alone where that is enough', () => {
    const names = new PeerNames();
    names.learn(one, 'alice');
    names.learn(other, '');
    expect(names.full(one)).toBe('alice @k3fq7a2m');
    expect(names.brief(one)).toBe('alice');
    expect(names.full(other)).toBe('@zzzzzzzz');
    expect(names.brief(other)).toBe('@zzzzzzzz');
  });

  it('are not enough where two peers have the same', () => {
    const names = new PeerNames();
    names.learn(one, 'alice');
    names.learn(other, 'alice');
    expect(names.brief(one)).toBe('alice @k3fq7a2m');
  });

  it.each(['alice ', 'al\u200dice', 'alice\ufe0f', 'Alice', '\uff41lice', 'a\u034flice'])(
    'are not enough where another looks the same: %j',
    (name) => {
      const names = new PeerNames();
      names.learn(one, 'alice');
      names.learn(other, name);
      expect(names.brief(other)).toBe(`${name} @zzzzzzzz`);
      expect(names.brief(one)).toBe('alice @k3fq7a2m');
    },
  );

  it('cannot harm a terminal', () => {
    const names = new PeerNames();
    names.learn(one, 'al\u001b[31mice');
    expect(names.brief(one)).toBe('al␛[31mice');
  });

  it('are remembered of limits.peersMax peers, the latest', () => {
    const names = new PeerNames();
    names.learn(one, 'alice');
    for (let n = 1; n < limits.peersMax; n += 1) names.learn(`${n}`.padStart(52), `n${n}`);
    expect(names.brief(one)).toBe('alice');
    names.learn(other, 'bob');
    expect([names.brief(one), names.brief(other)]).toEqual(['@k3fq7a2m', 'bob']);
  });
});
