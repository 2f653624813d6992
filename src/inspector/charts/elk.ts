/**
 * What ELK takes and gives back, as far as charts need it
 * (<https://eclipse.dev/elk/documentation/tooldevelopers/graphdatastructure/jsonformat.html>). Places are there once it is laid out.
 */
export interface ElkNode extends ElkBox {
  id: string;
  children?: ElkNode[];
  edges?: ElkEdge[];
}

export interface ElkEdge {
  id: string;
  sources: string[];
  targets: string[];
  labels?: ElkLabel[];
  sections?: ElkSection[];
}

export type Layout = (graph: ElkNode) => Promise<ElkNode>;

interface ElkBox {
  layoutOptions?: Record<string, string>;
  x?: number;
  y?: number;
  width?: number;
  height?: number;
}

interface ElkLabel extends ElkBox {
  text?: string;
}

interface ElkSection {
  id: string;
  startPoint: ElkPoint;
  endPoint: ElkPoint;
  bendPoints?: ElkPoint[];
}

interface ElkPoint {
  x: number;
  y: number;
}
