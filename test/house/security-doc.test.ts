import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { closeCodes } from '../../src/protocol/close-codes.ts';

describe('docs/security.md', () => {
  const page = readFileSync('docs/security.md', 'utf8');

  it('names no code that nobody would ever see', () => {
    const named = [...page.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)].map(([, code = '']) => code);
    expect(named).toContain('wrong-key');
    expect(named.filter((code) => !Object.hasOwn(closeCodes, code))).toEqual([]);
  });

  it('says what others learn from a tape, and that they do not learn a key (S4-10)', () => {
    const section = sectionOf(page, 'What a tape discloses');
    for (const word of ['ids, names and addresses', 'times', 'texts', '--bodies none']) {
      expect(section).toContain(word);
    }
    expect(section).toContain('Not on a tape: private keys, network keys');
  });

  it('says plainly that nobody is anonymous, and so does the README (S4-24)', () => {
    expect(sectionOf(page, 'What is not protected')).toContain('No anonymity.');
    expect(inOneLine(readFileSync('README.md', 'utf8'))).toContain('Nobody is anonymous');
  });
});

function sectionOf(page: string, heading: string): string {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  return inOneLine(section.split('\n## ')[0] ?? '');
}

function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
