import { inspectorLimits } from '../answers/inspector-limits.ts';
import { shortened } from '../film/shortened.ts';
import type { Opened } from './value-lines.ts';

/** What was asked makes no sense: said to whoever asked. */
export class BadQuery extends Error {
  override readonly name = 'BadQuery';
}

/** What stands behind the question mark, judged. */
export class Query {
  readonly #said: URLSearchParams;

  constructor(said: URLSearchParams) {
    this.#said = said;
  }

  text(name: string): string {
    const text = this.#said.get(name) ?? '';
    if (text.length > inspectorLimits.toldTextUnitsMax) throw new BadQuery(`${name} is too long`);
    return text;
  }

  turn(): number {
    const turn = this.#number('turn');
    if (turn === null) throw new BadQuery('turn is missing');
    return turn;
  }

  count(name: string, usual: number): number {
    return this.#number(name) ?? usual;
  }

  place(name: string): number | null {
    return this.#number(name);
  }

  /** `open`: a JSON list of lists of keys. */
  opened(): Opened {
    const text = this.#said.get('open') ?? '';
    return text === '' ? new Map() : treeOf(pathsIn(text));
  }

  #number(name: string): number | null {
    const text = this.#said.get(name);
    if (text === null) return null;
    if (!/^\d{1,15}$/.test(text)) {
      throw new BadQuery(`${name} is no whole number: ${shortened(text, 40)}`);
    }
    return Number(text);
  }
}

interface OpenedMap extends Map<string, OpenedMap> {}

function treeOf(paths: readonly (readonly string[])[]): OpenedMap {
  const root: OpenedMap = new Map();
  for (const path of paths) {
    let at = root;
    for (const key of path) {
      const inner = at.get(key) ?? (new Map() as OpenedMap);
      at.set(key, inner);
      at = inner;
    }
  }
  return root;
}

function pathsIn(text: string): readonly (readonly string[])[] {
  const paths = parsed(text);
  const isPath = (path: unknown): path is readonly string[] =>
    Array.isArray(path) &&
    path.length <= inspectorLimits.treeDepthMax &&
    path.every((key) => typeof key === 'string');
  if (!Array.isArray(paths) || !paths.every(isPath)) {
    throw new BadQuery('open is no list of lists of keys');
  }
  return paths;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
