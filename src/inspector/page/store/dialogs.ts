import { signal } from '@preact/signals';

/** What stands over all else. */
export const dialog = signal<'help' | 'tape' | null>(null);

export function openTapeDialog(): void {
  dialog.value = 'tape';
}

export function openHelp(): void {
  dialog.value = 'help';
}

export function closeDialog(): void {
  dialog.value = null;
}
