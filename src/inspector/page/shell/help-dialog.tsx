import { Dialog } from '../parts/dialog.tsx';
import { KeyHint } from '../parts/key-hint.tsx';
import { closeDialog } from '../store/dialogs.ts';
import { keyTable } from './key-table.ts';
import { SignTable } from './sign-table.tsx';

/** How the page is meant, all keys and all signs. */
export function HelpDialog() {
  return (
    <Dialog title="Help" isWide onClose={closeDialog}>
      <p class="help-words">
        A node is a fold over its inputs. Each input begins a <em>turn</em>: the steps that it
        causes, and the effects that these ask for. Choose a turn on the tape below and an actor on
        the left: the chart, the state and the turn are those of that moment. The address in the
        browser always names it.
      </p>
      <div class="help-tables">
        <section>
          <h3 class="help-heading">Keys</h3>
          <KeyTable />
        </section>
        <section>
          <h3 class="help-heading">Signs</h3>
          <SignTable />
        </section>
      </div>
      <p class="help-words muted">
        On the tape: drag to scrub, turn the wheel to look closer, with Shift to move along.
      </p>
    </Dialog>
  );
}

function KeyTable() {
  return (
    <dl class="key-table">
      {keyTable.map(({ keys, does }) => (
        <div key={does} class="key-row">
          <dt>
            {keys.map((name) => (
              <KeyHint key={name} name={name} />
            ))}
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}
