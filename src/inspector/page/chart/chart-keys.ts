import type { ViewControl } from './use-chart-view.ts';

const far = 60;
const factor = 1.25;

/** What keys do while the chart has the focus; whatever they do not mean goes on to the page. */
export function chartKeys(event: KeyboardEvent, control: ViewControl): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const act = actionOf(event.key, control);
  if (act === null) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

function actionOf(key: string, { pan, zoom, showAll, showActive }: ViewControl) {
  switch (key) {
    case 'ArrowLeft':
      return () => pan(far, 0);
    case 'ArrowRight':
      return () => pan(-far, 0);
    case 'ArrowUp':
      return () => pan(0, far);
    case 'ArrowDown':
      return () => pan(0, -far);
    case '+':
    case '=':
      return () => zoom(factor);
    case '-':
      return () => zoom(1 / factor);
    case '0':
      return showAll;
    case '1':
      return showActive;
    default:
      return null;
  }
}
