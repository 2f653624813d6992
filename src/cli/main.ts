#!/usr/bin/env node
import { packageVersion } from '../node/face/package-version.ts';

const words = process.argv.slice(2);

// The question that scripts ask most is answered before anything else is loaded.
if (words.length === 1 && words[0] === '--version') {
  process.stdout.on('error', () => {}).write(`${packageVersion()}\n`);
} else {
  const { runProcess } = await import('./run-process.ts');
  await runProcess(words);
}
