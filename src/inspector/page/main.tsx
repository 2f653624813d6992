import { render } from 'preact';
import { Shell } from './shell/shell.tsx';
import { learnAbout } from './store/about.ts';
import { listenToHead } from './store/head.ts';
import { beginSession } from './store/session.ts';
import { wearTheme } from './store/theme.ts';
import { ClosedDoor } from './shell/closed-door.tsx';

// Preact moves an element in one go where it can, and Chromium 150 then keeps its old style though its class is another.
Reflect.deleteProperty(Element.prototype, 'moveBefore');
wearTheme();
const root = document.querySelector('#page')!;
const session = await beginSession();
if (session === 'open') {
  listenToHead();
  learnAbout();
  render(<Shell />, root);
} else render(<ClosedDoor why={session} />, root);
