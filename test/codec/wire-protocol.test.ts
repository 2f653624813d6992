import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { encodeFrames } from '../../src/codec/encode-frames.ts';
import { messageRows } from '../../src/codec/message-table.ts';
import type { MessageRow } from '../../src/codec/message-table.ts';
import { Body } from '../../src/protocol/body.ts';
import { closeCodes, type Decider } from '../../src/protocol/close-codes.ts';
import { limits } from '../../src/protocol/limits.ts';
import { hex } from '../support/wire-bytes.ts';

const page = readFileSync(new URL('../../docs/wire-protocol.md', import.meta.url), 'utf8');
const lines = page.split('\n');

function lineOf({ number, kind, fields, body }: MessageRow): string {
  const words = fields.map(({ name, type }) => `\`${name}\` ${type.words}`).join('<br>');
  return `| ${number} | \`${kind}\` | ${words || 'none'} | ${body ? 'yes' : 'no'} |`;
}

function limitsUnder(title: string): Readonly<Record<string, number>> {
  const [section = ''] = page.split(`\n## ${title}\n`)[1]?.split('\n## ') ?? [];
  const rows = [...section.matchAll(/^\| `(\w+)` \| (\d+) \|$/gm)];
  return Object.fromEntries(rows.map(([, name, value]) => [name, Number(value)]));
}

/** Of the tables of codes, the first column. */
function codesShown(): string[] {
  const tables = [...page.matchAll(/^\| code \| when \|\n\| --- \| --- \|\n((?:\|.*(?:\n|$))+)/gm)];
  const rows = tables.flatMap(([, body = '']) => body.trimEnd().split('\n'));
  return rows.flatMap((row) =>
    [...row.split('|')[1]!.matchAll(/`([\w-]+)`/g)].map(([, code]) => code!),
  );
}

/** Codes are literals where a machine decides to leave; what the node merely finds has another decider. */
function codesSaid(): string[] {
  const decisions = [
    /because\('([\w-]+)'\)/g,
    /refuse(?:Held)?\([^;{]*?'([\w-]+)'/g,
    /type: '(?:leave|bytes\.rejected)',\s*code: '([\w-]+)'/g,
    /remember(?:Claim)?\(context, '([\w-]+)', '(?:us|peer)'/g,
  ];
  const folder = new URL('../../src/machines/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const source = files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(new URL(file.replaceAll('\\', '/'), folder), 'utf8'))
    .join('\n');
  const said = decisions.flatMap((decision) => [...source.matchAll(decision)].map(([, c]) => c!));
  return [...new Set(said)];
}

describe('docs/wire-protocol.md', () => {
  it('lists the messages as they are', () => {
    expect(lines.filter((line) => /^\| \d/.test(line))).toEqual(messageRows.map(lineOf));
  });

  it('lists the limits as they are', () => {
    const { frameBytesMax, headerBytesMax, bodyBytesMax, headerDepthMax, headerItemsMax } = limits;
    const ofFrames = {
      frameBytesMax,
      headerBytesMax,
      bodyBytesMax,
      headerDepthMax,
      headerItemsMax,
    };

    expect(limitsUnder('Frames')).toEqual(ofFrames);
    for (const title of ['Limits of time and number', 'The overlay']) {
      const others = limitsUnder(title);
      expect(Object.keys(others).length).toBeGreaterThan(0);
      expect(limits).toMatchObject(others);
    }
  });

  it('explains each limit that it lists', () => {
    const named = new Set(
      lines
        .filter((line) => !line.startsWith('|'))
        .join(' ')
        .match(/`\w+`/g),
    );

    const listed = { ...limitsUnder('Limits of time and number'), ...limitsUnder('The overlay') };
    for (const name of Object.keys(listed)) expect(named).toContain(`\`${name}\``);
  });

  it('lists every code that a peer can leave with, once', () => {
    const travelling = Object.entries(closeCodes).filter(([, { by }]) =>
      (by as readonly Decider[]).includes('peer'),
    );

    expect(codesShown().sort()).toEqual(travelling.map(([code]) => code).sort());
  });

  it('lists every code that a machine leaves with', () => {
    const said = codesSaid();

    expect(said).toEqual(expect.arrayContaining(['quit', 'duplicate', 'wrong-version', 'flood']));
    expect(codesShown()).toEqual(expect.arrayContaining(said));
  });

  it('shows a frame as it is', () => {
    const example = /```hex\n([^`]*)```/.exec(page)?.[1]?.trimEnd().split('\n') ?? [];
    const bytes = example.map((line) => line.split('  ')[0]!.replaceAll(' ', '')).join('');
    const body = new Body(Uint8Array.of(0x68, 0x69));

    expect(bytes).toBe(hex(encodeFrames([{ kind: 'text', sequence: 7, body }])));
  });
});
