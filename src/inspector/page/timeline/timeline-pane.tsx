import { lanes } from '../../answers/timeline.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { openTapeDialog } from '../store/dialogs.ts';
import { FaultList } from './fault-list.tsx';
import { Overview } from './overview.tsx';
import { PlaceSaid } from './place-said.tsx';
import { isWhole, showWhole, zoom } from './shown-stretch.ts';
import { TapeStrip } from './tape-strip.tsx';
import { Transport } from './transport.tsx';

const closer = 0.5;

/** The whole tape, where in it whoever looks is, and how to get elsewhere. */
export function TimelinePane() {
  return (
    <section class="pane timeline-pane" aria-label="Timeline">
      <div class="timeline-controls">
        <Transport />
        <PlaceSaid />
        <FaultList onAll={openTapeDialog} />
        <div class="zoom" role="group" aria-label="How much of the tape is shown">
          <IconButton
            icon="out"
            label="Show more of the tape"
            hotkey="-"
            disabled={isWhole.value}
            onClick={() => zoom(1 / closer)}
          />
          <IconButton icon="in" label="Look closer" hotkey="+" onClick={() => zoom(closer)} />
          <IconButton
            icon="all"
            label="Show the whole tape"
            hotkey="0"
            disabled={isWhole.value}
            onClick={showWhole}
          />
        </div>
      </div>
      <div class="timeline-tape">
        <ul class="lane-names" aria-hidden="true">
          {lanes.map((lane) => (
            <li key={lane} class={`lane-name is-${lane}`}>
              {lane}
            </li>
          ))}
        </ul>
        <TapeStrip />
      </div>
      <Overview />
    </section>
  );
}
