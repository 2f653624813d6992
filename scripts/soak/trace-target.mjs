import { changeBytes } from './change-bytes.mjs';
import { inputOf, recordsIn, segmentsIn } from './tape-bytes.mjs';
import { tapeStarts } from './tape-starts.mjs';
import { tapeSurgeon } from './tape-surgeon.mjs';

/** How long any tape of this size may be looked at. */
const LOOK_MS_MAX = 5_000;

/**
 * Whatever may lie in the folder of a tape. An input is how many segments there are, the length of each,
 * and then the segments. Most changes are of what records say, and their checksums and places are
 * mended, so that the reader has to judge what was said.
 *
 * @param {import('./targets.mjs').Load} load
 * @returns {Promise<import('./targets.mjs').Target>}
 */
export async function traceTarget(load) {
  const { MemoryTapeStore } = await load('trace/store/memory-tape-store');
  const { readTape } = await load('trace/reading/tape-reader');
  const { show } = await load('trace/reading/show');
  const { whatThereIs } = await load('trace/reading/what-there-is');
  const { replay } = await load('trace/replay/replay');
  const { machines } = await load('node/running/machines');
  const { tapeLineInWords } = await load('cli/words/tape-line-in-words');
  const { verdictInWords } = await load('cli/words/verdict-in-words');
  const { segmentName } = await load('trace/format/segment-format');
  const { jsonLine } = await load('cli/words/json-line');
  const { harmful } = await load('cli/words/clean-text');

  const surgeon = await tapeSurgeon(load);
  const starts = await tapeStarts(load, surgeon);

  /** @param {Uint8Array} input */
  function storeOf(input) {
    const segments = segmentsIn(input);
    return MemoryTapeStore.of(
      Object.fromEntries(segments.map((bytes, i) => [segmentName(i + 1), bytes])),
    );
  }

  return {
    sources: /\/(trace\/(format|reading|replay)|machines\/engine|cli\/words)\//,
    starts: () => starts,
    change(input, other, dice) {
      if (dice.once(25)) return changeBytes(input, other, dice);
      const segments = segmentsIn(input);
      if (dice.once(20)) segments.push(dice.oneOf(segmentsIn(other)) ?? Buffer.alloc(0));
      const at = dice.below(segments.length);
      const strange = recordsIn(dice.oneOf(segmentsIn(other)) ?? Buffer.alloc(0));
      segments[at] = surgeon.changeRecords(segments[at] ?? Buffer.alloc(0), strange, dice);
      return inputOf(segments);
    },
    run(input) {
      const store = storeOf(input);
      const since = performance.now();
      const items = [...readTape(store)];
      const lines = [...show(store)];
      for (const line of lines) harmless([jsonLine({ ...line }), ...tapeLineInWords(line)]);
      if (input.length % 4 === 0) whatThereIs(store, { actor: 'nobody' });
      const verdict = replay(store, { machines, code: '' });
      harmless([jsonLine(verdict), ...verdictInWords(verdict)]);
      const isFaulty = items.some(({ kind }) => ['damage', 'unreadable', 'newer'].includes(kind));
      if (isFaulty && verdict.verdict === 'same') throw new Error('what is damaged is the same');
      if (performance.now() - since > LOOK_MS_MAX) throw new Error('it takes too long');
      const { gaps, difference, fromTurn } = verdict;
      const where = difference?.path.replaceAll(/[^a-z.]/g, '').slice(0, 24) ?? '';
      const codes = new Set(gaps.map((/** @type {any} */ { code }) => code.slice(0, 20)));
      return [
        verdict.verdict,
        fromTurn === undefined,
        where,
        ...[...codes].map(String).toSorted(byText).slice(0, 4),
      ].join();
    },
  };

  /** @param {string[]} texts */
  function harmless(texts) {
    const bad = texts.find((text) => typeof text !== 'string' || text.search(harmful) !== -1);
    if (bad !== undefined)
      throw new Error(`a terminal would obey: ${JSON.stringify(bad).slice(0, 200)}`);
  }
}

/** @param {string} one @param {string} other */
function byText(one, other) {
  return one < other ? -1 : 1;
}
