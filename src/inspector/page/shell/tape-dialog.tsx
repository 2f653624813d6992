import type { ComponentChildren } from 'preact';
import { CleanText } from '../parts/clean-text.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { byteCount, count, counted, runTime, wallDate } from '../parts/formats.ts';
import { about } from '../store/about.ts';
import { inspectCommand } from '../store/command.ts';
import { closeDialog } from '../store/dialogs.ts';
import { head } from '../store/head.ts';
import { FaultTable } from './fault-table.tsx';

/** All that is known of the tape as a whole. */
export function TapeDialog() {
  const known = about.value;
  const { state, ending, turns, firstTurn, lastTurn, lastUs, bytes, forgotten } = head.value;
  return (
    <Dialog title="About this tape" onClose={closeDialog}>
      <dl class="facts">
        {known !== null && (
          <>
            <Fact name="Node">
              <CleanText text={known.name} /> <code class="breaks">{known.node}</code>
            </Fact>
            <Fact name="Network">
              <CleanText text={known.network} />
            </Fact>
            <Fact name="Trace">
              <code class="breaks">
                <CleanText text={known.path} />
              </code>{' '}
              <CopyButton
                label="Copy the command that opens it"
                icon="terminal"
                text={inspectCommand(known.path, null)}
              />
            </Fact>
            <Fact name="Run">
              <code>{known.run}</code>, started {wallDate(known.startedMs)}
            </Fact>
            <Fact name="Bodies">{known.bodies}</Fact>
          </>
        )}
        <Fact name="Turns">
          {count(turns)}, from {count(firstTurn)} to {count(lastTurn)}, {runTime(lastUs)},{' '}
          {byteCount(bytes)}
          {forgotten > 0 && `; ${counted(forgotten, 'older turn')} left out, for want of room`}
        </Fact>
        <Fact name={state === 'over' ? 'How it ended' : 'Now'}>
          <CleanText
            text={ending?.text ?? (state === 'live' ? 'it is being recorded' : 'it is being read')}
          />
        </Fact>
        {known?.codeDiffers === true && (
          <Fact name="Code">
            <span class="is-warned">
              The code that decides here is not the code that was recorded. Where both decide the
              same, all that is shown holds; where they do not, a difference is told.
            </span>
          </Fact>
        )}
        <Fact name="Shown by">peertape {known?.version}</Fact>
      </dl>
      <FaultTable />
    </Dialog>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
