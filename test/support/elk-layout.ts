import ELK from 'elkjs';
import type { Layout } from '../../src/inspector/charts/elk.ts';

/** As the build does it. */
export function elkLayout(): Layout {
  const elk = new ELK.default();
  return (graph) => elk.layout(graph);
}
