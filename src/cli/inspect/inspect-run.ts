import { firstValueFrom } from 'rxjs';
import { CannotInspect } from '../../inspector/server/cannot-inspect.ts';
import { type InspectedTape, inspectTape } from '../../inspector/server/inspect-tape.ts';
import { giveWay } from '../../streams/give-way.ts';
import { TapeError } from '../../trace/format/tape-error.ts';
import { CliError, exits } from '../cli-error.ts';
import type { Host } from '../host.ts';
import { interruption$ } from '../live/interruptions.ts';
import { type Lines, linesTo } from '../output.ts';
import { cannotRead, noTrace } from '../places/reading-tape.ts';
import { cleanText } from '../words/clean-text.ts';
import { jsonLine } from '../words/json-line.ts';
import { openInBrowser } from './open-in-browser.ts';
import { untilRunEnds } from './until-run-ends.ts';
import type { ChosenTape } from './which-tape.ts';

export interface InspectWishes {
  /** Of the page. */
  readonly port: number;
  /** Where the page begins; undefined: at the end. */
  readonly turn: number | undefined;
  /** In the browser of whoever asks. */
  readonly opens: boolean;
  readonly origins: readonly string[];
}

/** Shows a tape until it is told to stop. */
export async function inspectRun(
  tape: ChosenTape,
  wishes: InspectWishes,
  host: Host,
): Promise<void> {
  const interrupted = firstValueFrom(interruption$);
  if (tape.source === 'node') giveWay();
  const inspected = await inspectedOrError(tape, wishes);
  const over = new AbortController();
  tell(inspected, tape, wishes, host);
  if (wishes.opens) void open(inspected, wishes, linesTo(host));
  void follow(tape, inspected, over.signal, host);
  await interrupted;
  over.abort();
  await inspected.close();
}

async function inspectedOrError(
  { path, source }: ChosenTape,
  { port, origins }: InspectWishes,
): Promise<InspectedTape> {
  try {
    return await inspectTape({ path, source, port, origins });
  } catch (error) {
    if (error instanceof TapeError) throw cannotRead(path, error);
    if (!(error instanceof CannotInspect)) throw error;
    const { code, message } = error;
    if (code === 'unreadable') throw noTrace(path);
    if (code === 'newer') {
      const hint = 'a newer peertape can read it';
      throw new CliError(message, { code: 'unreadable', hint, exit: exits.unreadable });
    }
    const hint = 'choose another --page-port, or leave it out';
    throw new CliError(message, { code, hint, exit: exits.failed });
  }
}

function tell(
  { url, node }: InspectedTape,
  { path }: ChosenTape,
  wishes: InspectWishes,
  host: Host,
): void {
  const { out } = linesTo(host);
  const whole = url + positionIn(wishes);
  if (host.json) {
    return out(jsonLine({ event: 'inspector', at: Date.now(), url: whole, trace: path, node }));
  }
  out(cleanText(`showing ${path}`));
  out(`the page is at ${whole}`);
  out('Ctrl-C ends this');
}

async function open(
  inspected: InspectedTape,
  wishes: InspectWishes,
  { err }: Lines,
): Promise<void> {
  const url = inspected.urlForOnce() + positionIn(wishes);
  const failure = await openInBrowser(url, process.platform);
  if (failure !== null) err(cleanText(`peertape: no browser could be opened: ${failure}`));
}

/** As the page puts it into its address. */
function positionIn({ turn }: InspectWishes): string {
  return turn === undefined ? '' : `&turn=${turn}`;
}

async function follow(
  { folder, path }: ChosenTape,
  inspected: InspectedTape,
  signal: AbortSignal,
  host: Host,
): Promise<void> {
  if (folder === null) return;
  await untilRunEnds(folder, path, signal);
  if (signal.aborted) return;
  await inspected.over();
  if (!host.json) linesTo(host).out('the run is over; the page shows how it ended');
}
