import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mailLimits } from '../../src/protocol/mail-limits.ts';
import { scenarios } from '../../src/sim/scenarios.ts';

describe('docs/mail.md', () => {
  const page = readFileSync('docs/mail.md', 'utf8');

  it('lists the limits of mail as they are', () => {
    const rows = [...page.matchAll(/^\| `(\w+)` \| (\d+) \| [^|]+ \|$/gm)];
    const told = Object.fromEntries(rows.map(([, name = '', value]) => [name, Number(value)]));
    expect(told).toEqual(mailLimits);
  });

  it('says where each part stands', () => {
    const files = [...page.matchAll(/`([\w-]+\/[\w/-]+(?:\.ts|\/))`/g)].map(([, path]) => path!);
    expect(files).toContain('overlay/mail/hear-letters.ts');
    expect(files.filter((path) => !existsSync(`src/${path}`))).toEqual([]);
  });

  it('shows scenarios that can be played', () => {
    const shown = [...page.matchAll(/^\| `([\w-]+)` \| [^|\d][^|]* \|$/gm)].map(([, name]) => name);
    const known: readonly (string | undefined)[] = scenarios.map(({ name }) => name);
    expect(shown).toContain('line-of-five');
    expect(shown.filter((name) => !known.includes(name))).toEqual([]);
  });
});
