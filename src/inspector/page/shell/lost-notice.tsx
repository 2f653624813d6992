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
      <p>
        {connection.value === 'lost'
          ? 'It is asked again every two seconds. What you see is what was known. If it was ended, start it again:'
          : 'Open the address that it printed, or start it again:'}
      </p>
      {path !== undefined && (
        <p class="lost-command">
          <Code text={inspectCommand(path, null)} />
          <CopyButton label="Copy the command" text={inspectCommand(path, null)} />
        </p>
      )}
    </div>
  );
}
