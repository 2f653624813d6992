import type { ShownLine } from '../../trace/reading/show.ts';
import { cleanText } from './clean-text.ts';
import { plain, type Paint } from './paint.ts';

/**
 * One line of a trace for people; what has no words of its own shows its fields. Digests say that
 * something is another and not what it is, so they leave only the name of their field.
 */
export function tapeLineInWords(line: ShownLine, paint: Paint = plain): readonly string[] {
  const { event, at: _, us = 0, turn = 0, ...fields } = line as Fields;
  const when = paint('dim', `${seconds(us)}  ${String(turn).padStart(6)}`);
  const words = [...wordsFor(event, fields)].filter(({ text }) => text !== '');
  if (words.length === 0) return [`${when}  ${cleanText(event)}`];
  const said = words.map(({ style, text }) =>
    style === 'dim' ? paint('dim', cleanText(text)) : cleanText(text),
  );
  return [[when, cleanText(event).padEnd(10), ...said].join('  ')];
}

type Fields = ShownLine & {
  readonly at?: number;
  readonly us?: number;
  readonly turn?: number;
};

type Rest = Readonly<Record<string, unknown>>;

/** What a line is about, or what belongs to it. */
interface Word {
  readonly style: 'main' | 'dim';
  readonly text: string;
}

function* wordsFor(event: string, fields: Rest): Generator<Word> {
  switch (event) {
    case 'input': {
      const { type, actor, offset: _, link: __, frames, commands, config, ...rest } = fields;
      yield main(said(actor));
      yield main(said(type));
      yield dim(fieldsIn({ ...rest, ...shortIn(config) }));
      yield main(first(listOf(frames), frameInWords));
      yield main(first(listOf(commands), commandInWords));
      return;
    }
    case 'step': {
      const { actor, on, from, to, guard, changes } = fields;
      yield main(said(actor));
      yield main(`${said(on)}:`);
      yield main(pathInWords(from as string | null, to as string));
      yield dim(guard === undefined ? '' : `(${said(guard)})`);
      yield dim(fieldsIn(from === null ? telling(changes as Rest) : (changes as Rest)));
      return;
    }
    case 'effect': {
      const { actor, type, ...rest } = fields;
      yield main(said(actor));
      yield main(said(type));
      yield dim(fieldsIn(rest));
      return;
    }
    case 'header': {
      const { code: _, machines: __, seeds: ___, config, ...rest } = fields;
      yield dim(fieldsIn({ ...rest, ...shortIn(config) }));
      return;
    }
    default:
      yield dim(fieldsIn(fields));
  }
}

/** A busy input says more than anybody reads in a line. */
function first(list: readonly Rest[], inWords: (one: Rest) => string): string {
  const words = list.slice(0, LISTED_MAX).map(inWords);
  if (list.length > LISTED_MAX) words.push(`and ${list.length - LISTED_MAX} more`);
  return words.join(', ');
}

const LISTED_MAX = 8;

function main(text: string): Word {
  return { style: 'main', text };
}

function dim(text: string): Word {
  return { style: 'dim', text };
}

/** Of parallel states only those that are others than before. */
export function pathInWords(from: string | null, to: string): string {
  if (from === to) return to;
  if (from === null) return `→ ${to}`;
  const [before, after] = [from.split(PARALLEL), to.split(PARALLEL)];
  const left = before.filter((state) => !after.includes(state)).join(PARALLEL);
  const entered = after.filter((state) => !before.includes(state)).join(PARALLEL);
  return left === '' || entered === '' ? `${from} → ${to}` : `${left} → ${entered}`;
}

const PARALLEL = ' + ';

/** `text 3 "hi"`, `ping token=7`, `hello name=bob …`: what is short and says anything, whose it is, and no nonce. */
function frameInWords(frame: Rest): string {
  const { kind, nonce: _, envelope, ...fields } = frame;
  if (kind === 'text') return `text ${said(fields['sequence'])} ${contentIn(fields)}`;
  const { origin } = (envelope ?? {}) as Rest;
  const short = { ...(origin === undefined ? {} : { origin }), ...shortIn(fields) };
  const telling = Object.entries(short).filter(([, value]) => value !== '');
  return `${said(kind)} ${fieldsIn(Object.fromEntries(telling))}`.trimEnd();
}

/** As it could have been typed, but for the text. */
function commandInWords(line: Rest): string {
  const { command, id: _, peer, topic, ...rest } = line;
  const content = Object.keys(rest).length === 0 ? '' : contentIn(rest);
  return [command, peer, topic, content]
    .filter((word) => word !== undefined && word !== '')
    .map(said)
    .join(' ');
}

function contentIn({ text, bytes, length }: Rest): string {
  if (typeof text === 'string') return `"${cut(text)}"`;
  if (typeof bytes === 'string') {
    return `<${Buffer.from(bytes, 'base64').length} bytes that are not text>`;
  }
  return `<${said(length)} bytes that were left out>`;
}

/** A new actor's context is mostly what it is for every actor. */
function telling(context: Rest): Rest {
  const isEmpty = (value: unknown) => isDigest(value) || !value;
  return Object.fromEntries(Object.entries(context).filter(([, value]) => !isEmpty(value)));
}

function shortIn(fields: unknown): Rest {
  const entries = Object.entries((fields ?? {}) as Rest);
  return Object.fromEntries(entries.filter(([, value]) => typeof value !== 'object'));
}

function fieldsIn(fields: Rest): string {
  return Object.entries(fields)
    .map(([name, value]) => (isDigest(value) ? cut(name) : `${cut(name)}=${cut(said(value))}`))
    .join(' ');
}

function isDigest(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'digest' in value;
}

function listOf(value: unknown): readonly Rest[] {
  return (value ?? []) as readonly Rest[];
}

function said(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function cut(text: string): string {
  if (text.length <= UNITS_MAX) return text;
  return `${text.slice(0, UNITS_MAX).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

const UNITS_MAX = 64;

function seconds(us: number): string {
  return `${(us / 1_000_000).toFixed(6)} s`.padStart(14);
}
