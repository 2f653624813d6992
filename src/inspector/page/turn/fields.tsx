import type { ValueLine } from '../../answers/value-line.ts';
import { CleanText } from '../parts/clean-text.tsx';
import { Value } from '../state/value.tsx';

/** Values as they came, without anything to open. */
export function Fields({ lines }: { readonly lines: readonly ValueLine[] }) {
  return (
    <ul class="fields">
      {lines.map((line, place) => (
        <li key={place}>
          <span class="value-key">
            <CleanText text={line.key} />
          </span>{' '}
          <Value line={line} />
          {line.inside !== null && line.inside.length > 0 && <Fields lines={line.inside} />}
          {line.inside !== null && line.more > 0 && <p class="muted">{line.more} more</p>}
        </li>
      ))}
    </ul>
  );
}
