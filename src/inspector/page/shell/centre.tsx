import { Tabs, tabId } from '../parts/tabs.tsx';
import { views, type View } from '../store/address.ts';
import { chooseView, view } from '../store/position.ts';
import { viewParts } from './view-parts.ts';

const panel = 'view';

/** What is looked at of the moment. */
export function Centre() {
  const Shown = viewParts[view.value];
  return (
    <div class="centre">
      <div class="centre-head">
        <Tabs
          label="Views"
          panel={panel}
          names={views}
          chosen={view.value}
          onChoose={chooseView}
          titleOf={(name: View) => `${name} (${views.indexOf(name) + 1})`}
        />
      </div>
      <div
        class="centre-body"
        id={panel}
        role="tabpanel"
        aria-labelledby={tabId(panel, view.value)}
      >
        <Shown />
      </div>
    </div>
  );
}
