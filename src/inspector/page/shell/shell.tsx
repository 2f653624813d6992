import { useEffect } from 'preact/hooks';
import { Empty } from '../parts/empty.tsx';
import { cleaned } from '../parts/clean-pieces.ts';
import { shortPeer } from '../parts/formats.ts';
import { about } from '../store/about.ts';
import { dialog } from '../store/dialogs.ts';
import { head } from '../store/head.ts';
import { turn } from '../store/position.ts';
import { TimelinePane } from '../timeline/timeline-pane.tsx';
import { Header } from './header.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { listenToKeys } from './keys.ts';
import { LostNotice } from './lost-notice.tsx';
import { Panes } from './panes.tsx';
import { SaidNotice } from './said-notice.tsx';
import { TapeDialog } from './tape-dialog.tsx';

/** The whole page. */
export function Shell() {
  useEffect(listenToKeys, []);
  useTitle();
  return (
    <div class="shell">
      <Header />
      {head.value.turns === 0 ? <NothingYet /> : <Panes />}
      <TimelinePane />
      <LostNotice />
      <SaidNotice />
      {dialog.value === 'help' && <HelpDialog />}
      {dialog.value === 'tape' && <TapeDialog />}
    </div>
  );
}

/** A tape that has just begun, or on which nothing is whole. */
function NothingYet() {
  const { state, ending } = head.value;
  return (
    <main class="nothing-yet">
      {state === 'over' ? (
        <Empty title="There is no turn on this tape">{cleaned(ending?.text ?? '')}</Empty>
      ) : (
        <Empty title={state === 'live' ? 'Nothing has happened yet' : 'Reading the tape …'}>
          {state === 'live' ? 'The first turn is shown as soon as it is recorded.' : ''}
        </Empty>
      )}
    </main>
  );
}

function useTitle(): void {
  const known = about.value;
  const who = known === null ? '' : `${cleaned(known.name) || shortPeer(known.node)} · `;
  const title = `${who}turn ${turn.value} — peertape`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}
