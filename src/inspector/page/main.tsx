import { render } from 'preact';
import { Shell } from './shell/shell.tsx';
import { learnAbout } from './store/about.ts';
import { listenToHead } from './store/head.ts';
import { beginSession } from './store/session.ts';
import { wearTheme } from './store/theme.ts';
import { ClosedDoor } from './shell/closed-door.tsx';

wearTheme();
const root = document.querySelector('#page')!;
const session = await beginSession();
if (session === 'open') {
  listenToHead();
  learnAbout();
  render(<Shell />, root);
} else render(<ClosedDoor why={session} />, root);
