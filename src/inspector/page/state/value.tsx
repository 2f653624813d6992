import type { ValueLine } from '../../answers/value-line.ts';
import { CleanText } from '../parts/clean-text.tsx';

/** A value in one line, in the colour of its kind. */
export function Value({ line: { kind, text } }: { readonly line: ValueLine }) {
  if (kind === 'text' && text === '') return <span class="value is-empty">empty</span>;
  return (
    <span class={`value is-${kind}`}>
      <CleanText text={text} />
    </span>
  );
}
