import type { ComponentType } from 'preact';
import { ChartPane } from '../chart/chart-pane.tsx';
import { OverlayPane } from '../overlay/overlay-pane.tsx';
import { PaneTitle } from '../parts/pane-title.ts';
import { Tabs, tabId } from '../parts/tabs.tsx';
import { SequencePane } from '../sequence/sequence-pane.tsx';
import { views, type View } from '../store/address.ts';
import { chooseView, view } from '../store/position.ts';

const panel = 'view';

const parts: Readonly<Record<View, ComponentType>> = {
  chart: ChartPane,
  sequence: SequencePane,
  overlay: OverlayPane,
};

/** What is looked at of the moment: one of several views, whose names stand where its title would. */
export function Centre() {
  const Shown = parts[view.value];
  return (
    <PaneTitle.Provider value={<ViewTabs />}>
      <div class="centre" id={panel} role="tabpanel" aria-labelledby={tabId(panel, view.value)}>
        <Shown />
      </div>
    </PaneTitle.Provider>
  );
}

function ViewTabs() {
  return (
    <Tabs
      label="Views"
      panel={panel}
      names={views}
      chosen={view.value}
      onChoose={chooseView}
      titleOf={(name) => `${name} (${views.indexOf(name) + 1})`}
    />
  );
}
