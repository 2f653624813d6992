import { CleanText } from '../parts/clean-text.tsx';
import { Code } from '../parts/code.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { wayInWords, type LineRow } from './tree-rows.ts';

/** The whole of one value, which may not have had room in its row, to read and to copy. */
export function ChosenValue({ row: { way, line } }: { readonly row: LineRow }) {
  const words = wayInWords(way);
  return (
    <div class="chosen-value" aria-label="The chosen value" role="group">
      <p class="chosen-way">
        <Code text={words} />
        <CopyButton text={words} label="Copy the way to this value" />
      </p>
      <p class="chosen-text mono">
        <span>
          <CleanText text={line.text} />
        </span>
        <CopyButton text={line.text} label="Copy this value" />
      </p>
    </div>
  );
}
