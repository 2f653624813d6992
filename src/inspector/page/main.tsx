import { render } from 'preact';
import { Shell } from './shell/shell.tsx';
import { listenToHead } from './store/head.ts';
import { beginSession } from './store/session.ts';

const root = document.querySelector('#page')!;
const mayLook = await beginSession();
if (mayLook) listenToHead();
render(<Shell mayLook={mayLook} />, root);
