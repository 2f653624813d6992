import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { encodeFrames } from '../../src/codec/encode-frames.ts';
import { messageRows } from '../../src/codec/message-table.ts';
import type { MessageRow } from '../../src/codec/message-table.ts';
import { Body } from '../../src/protocol/body.ts';
import { limits } from '../../src/protocol/limits.ts';
import { hex } from '../support/wire-bytes.ts';

const page = readFileSync(new URL('../../docs/wire-protocol.md', import.meta.url), 'utf8');
const lines = page.split('\n');

function lineOf({ number, kind, fields, body }: MessageRow): string {
  const words = fields.map(({ name, type }) => `\`${name}\` ${type.words}`).join('<br>');
  return `| ${number} | \`${kind}\` | ${words || 'none'} | ${body ? 'yes' : 'no'} |`;
}

describe('docs/wire-protocol.md', () => {
  it('lists the messages as they are', () => {
    expect(lines.filter((line) => /^\| \d/.test(line))).toEqual(messageRows.map(lineOf));
  });

  it('lists the limits as they are', () => {
    const { frameBytesMax, headerBytesMax, bodyBytesMax, headerDepthMax, headerItemsMax } = limits;
    const shown = { frameBytesMax, headerBytesMax, bodyBytesMax, headerDepthMax, headerItemsMax };

    expect(lines.filter((line) => /^\| `\w+Max`/.test(line))).toEqual(
      Object.entries(shown).map(([name, value]) => `| \`${name}\` | ${value} |`),
    );
  });

  it('shows a frame as it is', () => {
    const example = /```hex\n([^`]*)```/.exec(page)?.[1]?.trimEnd().split('\n') ?? [];
    const bytes = example.map((line) => line.split('  ')[0]!.replaceAll(' ', '')).join('');
    const body = new Body(Uint8Array.of(0x68, 0x69));

    expect(bytes).toBe(hex(encodeFrames([{ kind: 'text', sequence: 7, body }])));
  });
});
