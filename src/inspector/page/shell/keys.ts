import { searchId } from '../actors/actor-filter.tsx';
import { copyText } from '../parts/copy-text.ts';
import { views } from '../store/address.ts';
import { dialog, openHelp, openTapeDialog } from '../store/dialogs.ts';
import {
  chooseActorOfTurn,
  goToFirst,
  goToLast,
  goToMark,
  stepBack,
  stepForward,
  stepOfActor,
} from '../store/moves.ts';
import { playOrPause } from '../store/player.ts';
import { chooseView } from '../store/position.ts';
import { say } from '../store/said.ts';
import { nextTheme } from '../store/theme.ts';
import { showWhole, zoom } from '../timeline/shown-stretch.ts';
import { turnFieldId } from '../timeline/turn-field.tsx';
import { linkToMoment } from './link-to-moment.ts';

const closer = 0.5;

const doings: Readonly<Record<string, () => void>> = {
  ArrowLeft: stepBack,
  ArrowRight: stepForward,
  'Shift ArrowLeft': () => stepOfActor(-1),
  'Shift ArrowRight': () => stepOfActor(1),
  Home: goToFirst,
  End: goToLast,
  '[': () => goToMark(-1),
  ']': () => goToMark(1),
  ' ': playOrPause,
  a: chooseActorOfTurn,
  f: goToLast,
  g: () => focus(turnFieldId),
  '/': () => focus(searchId),
  '1': () => chooseView(views[0]),
  '2': () => chooseView(views[1]),
  '3': () => chooseView(views[2]),
  '+': () => zoom(closer),
  '=': () => zoom(closer),
  '-': () => zoom(1 / closer),
  '0': showWhole,
  c: () => void copyLink(),
  t: nextTheme,
  i: openTapeDialog,
  '?': openHelp,
};

/** Keys that work wherever the focus is, but for what somebody writes in, and what has a use for them itself. */
export function listenToKeys(): void {
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || dialog.value !== null || isTakenBy(event)) return;
    const isArrow = event.key.startsWith('Arrow');
    const doing = doings[event.shiftKey && isArrow ? `Shift ${event.key}` : event.key];
    if (doing === undefined) return;
    event.preventDefault();
    doing();
  });
}

async function copyLink(): Promise<void> {
  const isCopied = await copyText(linkToMoment());
  say(isCopied ? 'The link to this moment is copied' : 'The browser does not let this page copy');
}

function isTakenBy({ target, key, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (altKey || ctrlKey || metaKey || !(target instanceof Element)) return true;
  if (target.matches('select, textarea, [contenteditable]')) return true;
  if (target.matches('input'))
    return !target.matches('[type="checkbox"], [type="radio"]') || key === ' ';
  return key === ' ' && target.matches('button, summary, a, [role="button"], [role="option"]');
}

function focus(id: string): void {
  document.querySelector<HTMLElement>(`#${id}`)?.focus();
}
