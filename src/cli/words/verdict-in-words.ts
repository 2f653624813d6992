import { cleanText } from './clean-text.ts';
import { explain, type Gap, type Verdict } from '../../trace/replay/verdict.ts';

/** What a replay found out, as one would tell it; the verdict comes last. */
export function verdictInWords(verdict: Verdict): readonly string[] {
  const { torn, gaps, moreGaps, difference, codeDiffers, fromTurn } = verdict;
  const lines = [
    ...(codeDiffers ? ['The code has changed since this was recorded.'] : []),
    ...(fromTurn === undefined ? [] : [`The tape begins with turn ${fromTurn}.`]),
    ...gaps.map(gapLine),
    ...(moreGaps === undefined ? [] : [`And ${moreGaps} gaps more.`]),
    ...(torn === undefined ? [] : [tornLine(torn)]),
    ...(difference === undefined ? [] : explain(difference)),
    `${verdict.verdict}: ${meaning[verdict.verdict]}${extent(verdict)}`,
  ];
  return lines.map(cleanText);
}

const meaning: Readonly<Record<Verdict['verdict'], string>> = {
  same: 'the code does what the tape says',
  torn: 'the code does what the tape says, as far as it goes',
  different: 'the code does something else',
  damaged: 'the code does what the tape says, where it can be read',
  unreadable: 'this is no trace',
  newer: 'a newer peertape has recorded this',
};

function extent({ verdict, turns, steps, effects, checkpoints, text }: Verdict): string {
  if (verdict === 'unreadable' || verdict === 'newer') return text === undefined ? '' : `: ${text}`;
  const counts = { turn: turns, step: steps, effect: effects, checkpoint: checkpoints };
  const words = Object.entries(counts).map(([word, n]) => `${n} ${word}${n === 1 ? '' : 's'}`);
  return ` (${words.join(', ')})`;
}

function tornLine({ segment, bytes }: NonNullable<Verdict['torn']>): string {
  if (bytes === 0) return 'The tape ends without a word that the run ended.';
  return `Torn: the last ${bytes} bytes of segment ${segment} were not written whole.`;
}

function gapLine({ segment, offset, bytes, fromTurn, toTurn, code }: Gap): string {
  const until = toTurn === null ? 'the end' : `turn ${toTurn}`;
  if (code === 'trace-failed') return `Not recorded: turn ${fromTurn} to ${until}.`;
  const where = `segment ${segment}, offset ${offset}, ${bytes} bytes`;
  if (toTurn !== null && toTurn < fromTurn)
    return `Damaged, with no turn missing (${code}; ${where}).`;
  return `Missing: turn ${fromTurn} to ${until} (${code}; ${where}).`;
}
