import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { discoveries } from '../../src/protocol/node-config.ts';
import { overlayLimits } from '../../src/protocol/overlay-limits.ts';
import { scenarios } from '../../src/sim/scenarios.ts';

describe('docs/overlay.md', () => {
  const page = readFileSync('docs/overlay.md', 'utf8');

  it('lists the limits of the overlay as they are', () => {
    const rows = [...page.matchAll(/^\| `(\w+)` \| (\d+) \| [^|]+ \|/gm)];
    const told = rows.map(([, name = '', value]) => [name, Number(value)] as const);
    expect(told.toSorted(byName)).toEqual(Object.entries(overlayLimits).toSorted(byName));
  });

  it('tells of each way in which others are found (S4-15)', () => {
    const ways = sectionOf(page, 'Finding others').matchAll(/^\| `(\w+)` \| [^|]+ \| [^|]+ \|$/gm);
    expect([...ways].map(([, way]) => way)).toEqual(discoveries);
  });

  it('says how seed nodes and peers are built, and where that stands (S3-32)', () => {
    const files = [...page.matchAll(/`([\w-]+\/[\w/-]+(?:\.ts|\/))`/g)].map(([, path]) => path);
    expect(files).toContain('overlay/roll.ts');
    expect(files.filter((path) => !existsSync(`src/${path}`) && !existsSync(path!))).toEqual([]);
  });

  it('shows scenarios that can be played', () => {
    const rows = sectionOf(page, 'To look at it').matchAll(/^\| (`.*`) \|/gm);
    const shown = [...rows].flatMap(([, names = '']) => names.replaceAll('`', '').split(', '));
    const known = scenarios.map(({ name }) => name);
    expect(shown).toContain('one-contact');
    expect(shown.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('leads to sections that are there', () => {
    const links = [...page.matchAll(/\]\(([\w.-]*)#([\w-]+)\)/g)];
    const astray = links.filter(
      ([, file = '', anchor = '']) => !anchorsIn(file === '' ? page : pageAt(file)).has(anchor),
    );
    expect(astray.map(([link]) => link)).toEqual([]);
  });
});

function byName([a]: readonly [string, number], [b]: readonly [string, number]): number {
  return a < b ? -1 : 1;
}

function pageAt(file: string): string {
  return readFileSync(`docs/${file}`, 'utf8');
}

function sectionOf(page: string, heading: string): string {
  return page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
}

/** As GitHub makes them of headings. */
function anchorsIn(page: string): ReadonlySet<string> {
  const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}
