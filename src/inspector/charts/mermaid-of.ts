import { titleOf } from './arrow-blocks.ts';
import { type Chart, type ChartArrow, type ChartState, statesOf } from './chart-of.ts';
import { listedArrows } from './listed-arrows.ts';
import { stateNames } from './state-names.ts';

/**
 * A machine as a Mermaid state diagram, with events and guards. Whatever our own charts have no line for has none here
 * either: it is written in its state, or in a note if there are states inside of that, where Mermaid has no room for words.
 */
export function mermaidOf({ machine, root }: Chart): readonly string[] {
  const scribe: Scribe = {
    listed: listedArrows(root),
    names: stateNames(root),
  };
  const first = root.states[0];
  const words = wordsOf(root, scribe);
  const anywhere =
    first === undefined || words.length === 0 ? [] : noteAt(first.id, ['anywhere', ...words]);
  const body = [`%% ${machine}`, ...bodyOf(root, scribe), ...anywhere];
  return ['stateDiagram-v2', ...indented(body)];
}

interface Scribe {
  readonly listed: ReadonlySet<ChartArrow>;
  readonly names: ReadonlyMap<string, string>;
}

function bodyOf(state: ChartState, scribe: Scribe): readonly string[] {
  const { kind, states, initial } = state;
  const begin = initial === null ? [] : [`[*] --> ${wordFor(initial)}`];
  const parts = states.map((one) => stateOf(one, scribe));
  const lines = linesIn(state, scribe);
  if (kind !== 'parallel') return [...begin, ...parts.flat(), ...lines];
  return [...parts.flatMap((part, place) => (place > 0 ? ['--', ...part] : part)), ...lines];
}

/**
 * Mermaid takes a state to be inside of the first one in which it is named: so a line stands in the innermost one that
 * has both of its ends.
 */
function linesIn(state: ChartState, { listed }: Scribe): readonly string[] {
  return statesOf(state).flatMap(({ id, kind, arrows }) => {
    const drawn = arrows.filter((arrow) => !listed.has(arrow));
    const lines = [...byTarget(drawn)]
      .filter(([to]) => isInnermost(state, id, to))
      .map(([to, some]) => `${wordFor(id)} --> ${wordFor(to)}: ${labels(some)}`);
    const isEnd = kind === 'final' && state.states.some((one) => one.id === id);
    return isEnd ? [...lines, `${wordFor(id)} --> [*]`] : lines;
  });
}

function isInnermost(state: ChartState, from: string, to: string): boolean {
  const hasBoth = ({ id }: ChartState) => from.startsWith(`${id}.`) && to.startsWith(`${id}.`);
  return hasBoth(state) && !state.states.some(hasBoth);
}

function stateOf(state: ChartState, scribe: Scribe): readonly string[] {
  const { id, name, kind, states, deep } = state;
  const word = wordFor(id);
  const words = wordsOf(state, scribe);
  const title = `${word}: ${kind === 'history' ? (deep ? 'H*' : 'H') : plain(name)}`;
  if (states.length === 0) return [title, ...words.map((text) => `${word}: ${text}`)];
  return [
    title,
    `state ${word} {`,
    ...indented(bodyOf(state, scribe)),
    '}',
    ...(words.length > 0 ? noteAt(id, words) : []),
  ];
}

/** What it does without being left, and where it leads without a line. */
function wordsOf({ arrows }: ChartState, { listed, names }: Scribe): readonly string[] {
  const stays = arrows.filter(({ targets }) => targets.length === 0);
  const leads = byTarget(arrows.filter((arrow) => listed.has(arrow)));
  return [
    ...(stays.length > 0 ? [labels(stays)] : []),
    ...[...leads].map(([to, some]) => `${labels(some)} → ${plain(names.get(to)!)}`),
  ];
}

function byTarget(arrows: readonly ChartArrow[]): ReadonlyMap<string, readonly ChartArrow[]> {
  const groups = new Map<string, ChartArrow[]>();
  for (const arrow of arrows)
    for (const to of arrow.targets) groups.set(to, [...(groups.get(to) ?? []), arrow]);
  return groups;
}

function labels(arrows: readonly ChartArrow[]): string {
  return [...new Set(arrows.map(labelOf))].join(', ');
}

function labelOf(arrow: ChartArrow): string {
  const { event, guard } = arrow;
  const asked = event === '' || guard === null ? '' : ` [${guard}]`;
  return plain(`${titleOf(arrow)}${asked}`);
}

function noteAt(id: string, words: readonly string[]): readonly string[] {
  return [`note right of ${wordFor(id)}`, ...indented(words), 'end note'];
}

/** As Mermaid wants what things are called by; ids differ from each other in more than what is lost here. */
function wordFor(id: string): string {
  return id.replaceAll(/\W/g, '_');
}

/** Without the signs that end a text in Mermaid, or begin something else. */
function plain(text: string): string {
  return text.replaceAll(/[:;#"<>{}\n]/g, ' ');
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `    ${line}`);
}
