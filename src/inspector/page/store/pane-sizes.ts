import { signal } from '@preact/signals';
import { keep, kept } from './kept.ts';
import { sizesIn, within, type PaneSize, type PaneSizes } from './kept-sizes.ts';

export const paneSizes = signal<PaneSizes>(sizesIn(kept('panes')));

export function resizePane(name: PaneSize, size: number | null): void {
  paneSizes.value = { ...paneSizes.value, [name]: size === null ? null : within(name, size) };
  keep('panes', JSON.stringify(paneSizes.value));
}
