import type { About } from '../../answers/about.ts';
import { Code } from '../parts/code.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { about } from '../store/about.ts';
import { inspectCommand } from '../store/command.ts';
import { connection } from '../store/head.ts';

/** Whoever shows the tape is not there any more: what is on the page stays, and what to do is said. */
export function LostNotice() {
  if (connection.value !== 'lost' && connection.value !== 'refused') return null;
  const path = about.value?.path;
  return (
    <div class="lost" role="alert">
      <p class="lost-title">
        {connection.value === 'lost'
          ? 'peertape does not answer any more.'
          : 'peertape was started anew, and does not know this page.'}
      </p>
      <p>{whatToDo(connection.value === 'lost', about.value?.source)}</p>
      {path !== undefined && (
        <p class="lost-command">
          <Code text={inspectCommand(path, null)} />
          <CopyButton label="Copy the command" text={inspectCommand(path, null)} />
        </p>
      )}
    </div>
  );
}

function whatToDo(isLost: boolean, source: About['source'] | undefined): string {
  if (!isLost) return 'Open the address that it printed, or start it again:';
  const known = 'It is asked again every two seconds; what you see is what was known last.';
  return source === 'node'
    ? `${known} If the node has ended, its tape is still there:`
    : `${known} If it was ended, start it again:`;
}
