import { describe, expect, it } from 'vitest';
import { sizesIn } from '../../../../src/inspector/page/store/kept-sizes.ts';

const asDesigned = { left: null, right: null, turn: null };

describe('the sizes of the panes', () => {
  it('are as they were left', () => {
    expect(sizesIn('{"left":300,"right":400,"turn":0.5}')).toEqual({
      left: 300,
      right: 400,
      turn: 0.5,
    });
  });

  it('never make a pane vanish, whatever was kept', () => {
    expect(sizesIn('{"left":-5,"right":1e99,"turn":0}')).toEqual({
      left: 200,
      right: 960,
      turn: 0.15,
    });
  });

  it('are as designed where nothing sensible was kept', () => {
    for (const text of [null, '', 'null', '[]', '{"left":"wide"}', '{'])
      expect(sizesIn(text)).toEqual(asDesigned);
  });
});
