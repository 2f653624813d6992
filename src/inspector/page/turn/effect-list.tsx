import { useState } from 'preact/hooks';
import type { EffectShown } from '../../answers/moment.ts';
import { CleanText } from '../parts/clean-text.tsx';
import { counted } from '../parts/formats.ts';
import { Disclosure } from './disclosure.tsx';
import { Fields } from './fields.tsx';

interface EffectListProps {
  readonly effects: readonly EffectShown[];
  /** How many there were that nobody tells. */
  readonly more: number;
}

const effectsAtFirst = 12;

/** What a step asked of the outside. */
export function EffectList({ effects, more }: EffectListProps) {
  const [isWhole, setWhole] = useState(false);
  if (effects.length === 0) return null;
  const shown = isWhole ? effects : effects.slice(0, effectsAtFirst);
  const unshown = effects.length - shown.length;
  return (
    <ul class="effects" aria-label="Effects">
      {shown.map((effect, place) => (
        <li key={place} class="effect">
          <Effect effect={effect} />
        </li>
      ))}
      {unshown > 0 && (
        <li>
          <button type="button" class="link" onClick={() => setWhole(true)}>
            {counted(unshown, 'more effect')}
          </button>
        </li>
      )}
      {unshown === 0 && more > 0 && <li class="muted">and {counted(more, 'more effect')}</li>}
    </ul>
  );
}

function Effect({ effect: { type, text, fields } }: { readonly effect: EffectShown }) {
  return (
    <Disclosure inside={fields.length > 0 ? () => <Fields lines={fields} /> : null}>
      <span class="mono effect-type">
        <CleanText text={type} />
      </span>{' '}
      <CleanText text={text} />
    </Disclosure>
  );
}
