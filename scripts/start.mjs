/** `npm start -- --port 9002`: prepares, then is `peertape`; one process, so that signals reach it. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare, root } from './prepare.mjs';

prepare({ build: true });

const main = join(root, 'dist/cli/main.js');
process.argv = [process.execPath, main, ...process.argv.slice(2)];
await import(pathToFileURL(main).href);
