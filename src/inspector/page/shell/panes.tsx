import { useRef } from 'preact/hooks';
import { ActorsPane } from '../actors/actors-pane.tsx';
import { StatePane } from '../state/state-pane.tsx';
import { paneSizes } from '../store/pane-sizes.ts';
import { TurnPane } from '../turn/turn-pane.tsx';
import { Centre } from './centre.tsx';
import { Splitter } from './splitter.tsx';

const pacePx = 16;
const pacePart = 0.05;

/** Who is there, what is looked at, the turn and the state, with lines between them that can be moved. */
export function Panes() {
  const panes = useRef<HTMLElement>(null);
  const turn = useRef<HTMLDivElement>(null);
  const box = () => panes.current!.getBoundingClientRect();
  return (
    <main class="panes" ref={panes} style={styleOf()}>
      <ActorsPane />
      <Centre />
      <div class="turn-place" ref={turn}>
        <TurnPane />
      </div>
      <div class="state-place">
        <StatePane />
      </div>
      <Splitter
        name="left"
        label="Width of the actors"
        measure={() => panes.current!.querySelector('.actors-pane')!.clientWidth}
        sizeAt={(x) => x - box().left}
        pace={pacePx}
      />
      <Splitter
        name="right"
        label="Width of the turn and the state"
        measure={() => turn.current!.clientWidth}
        sizeAt={(x) => box().right - x}
        pace={pacePx}
      />
      <Splitter
        name="turn"
        label="Height of the turn"
        measure={() => turn.current!.clientHeight / box().height}
        sizeAt={(_, y) => (y - box().top) / box().height}
        pace={pacePart}
      />
    </main>
  );
}

/** What is as designed stands in the style sheet. */
function styleOf(): Record<string, string> {
  const { left, right, turn } = paneSizes.value;
  return {
    ...(left !== null && { '--left': `${left}px` }),
    ...(right !== null && { '--right': `${right}px` }),
    ...(turn !== null && { '--turn': `${turn}fr`, '--state': `${1 - turn}fr` }),
  };
}
