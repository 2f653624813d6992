/** `npm run bench`: what is measured, against what, is told in README.md beside this file. */
import { cpus } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { prepare } from '../scripts/prepare.mjs';

// As the command line does.
setFlagsFromString('--no-allocation-site-pretenuring');

prepare({ build: true });
process.stdout.write(
  `Node.js ${process.versions.node}, ${cpus().length} cores: ${cpus()[0]?.model}\n`,
);
process.stdout.write('median of five rounds (lowest – highest)\n');
const { benchStep } = await import('./step.mjs');
const { benchRecording } = await import('./recording.mjs');
const { benchChat } = await import('./chat.mjs');
const { benchStart } = await import('./start.mjs');
await benchStep();
await benchRecording();
await benchChat();
await benchStart();
