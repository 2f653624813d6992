import { cleaned } from '../parts/clean-pieces.ts';
import { CleanText } from '../parts/clean-text.tsx';
import { overdue } from '../store/answer.ts';
import { openTapeDialog } from '../store/dialogs.ts';
import { connection, head } from '../store/head.ts';
import { partRead, tapeWords, type TapeWords } from '../store/tape-words.ts';

const lost: TapeWords = { tone: 'warning', word: 'not connected', text: '' };
const overdueWords: TapeWords = { tone: 'warning', word: 'no answer yet', text: '' };

/** What the tape is doing: being read, being recorded, or over, and how it ended. */
export function TapeState() {
  const isLost = connection.value === 'lost' || connection.value === 'refused';
  const known = overdue.value > 0 ? overdueWords : tapeWords(head.value);
  const { tone, word, text } = isLost ? lost : known;
  const isReading = tone === 'reading';
  return (
    <button
      type="button"
      class={`tape-state is-${tone}`}
      title={cleaned(`${text} (i: all about this tape)`)}
      onClick={openTapeDialog}
    >
      <span class="tape-lamp" aria-hidden="true" />
      <strong>{word}</strong>
      {isReading && (
        <progress class="tape-progress" aria-label="Read so far" value={partRead(head.value)} />
      )}
      <span class="one-line">
        <CleanText text={text} />
      </span>
    </button>
  );
}
