import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../../src/inspector/page/page.css', import.meta.url), 'utf8');

/** Each colour’s name with what it is in the light and in the dark. */
const colours = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(
    ([, name, light, dark]) => [name!, [light!, dark!]] as const,
  ),
);

const grounds = ['ground', 'pane', 'raised', 'sunk', 'hover', 'chosen'];
const soft = [...colours.keys()].filter((name) => name.endsWith('-soft'));
const tones = soft.map((name) => name.replace('-soft', ''));
const marks = [...colours.keys()].filter((name) => /^(lane|machine)-|^line-strong$/.test(name));

describe('the colours of the page', () => {
  it('are all there in the light and in the dark', () => {
    expect(tones).toEqual([
      'active',
      'taken',
      'changed',
      'new',
      'gone',
      'in',
      'out',
      'warning',
      'danger',
      'good',
    ]);
  });

  it.each(['light', 'dark'])('let text be read on every ground (%s)', (theme) => {
    const pairs = ['text', 'muted', 'accent', ...tones].flatMap((text) =>
      grounds.map((ground) => [text, ground] as const),
    );
    const onSoft = tones.flatMap((tone) =>
      [tone, 'text', 'muted'].map((text) => [text, `${tone}-soft`] as const),
    );
    const all = [...pairs, ...onSoft, ['on-accent', 'accent'] as const];
    expect(all.filter((pair) => contrast(pair, theme) < 4.5)).toEqual([]);
  });

  it.each(['light', 'dark'])('let marks be told from what they stand on (%s)', (theme) => {
    const pairs = marks.flatMap((mark) =>
      ['pane', 'raised', 'sunk', 'chosen'].map((ground) => [mark, ground] as const),
    );
    expect(pairs.filter((pair) => contrast(pair, theme) < 3)).toEqual([]);
  });
});

/** As the Web Content Accessibility Guidelines have it. */
function contrast(pair: readonly [string, string], theme: string): number {
  const [darker, lighter] = pair
    .map((name) => luminance(colours.get(name)![theme === 'light' ? 0 : 1]))
    .sort((one, other) => one - other);
  return (lighter! + 0.05) / (darker! + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.039_28 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
