import type { Actors, Facet } from '../../answers/actors.ts';
import { cleaned } from '../parts/clean-pieces.ts';
import { count } from '../parts/formats.ts';
import { Icon } from '../parts/icon.tsx';
import { shortState } from '../parts/short-state.ts';
import { wish, wishes } from './actor-wishes.ts';

export const searchId = 'actor-search';

/** What narrows the list: words, a machine, a state, a close code. */
export function ActorFilter({ known }: { readonly known: Actors | null }) {
  const { q, machine, state, code, gone } = wishes.value;
  return (
    <search class="actor-filter">
      <div class="actor-search">
        <Icon name="search" />
        <input
          id={searchId}
          class="field"
          type="search"
          placeholder="Path, name, id, address"
          aria-label="Search actors"
          autocomplete="off"
          spellcheck={false}
          value={q}
          onInput={({ currentTarget }) => wish({ q: currentTarget.value })}
        />
      </div>
      <FacetField
        name="machine"
        facets={known?.machines}
        chosen={machine}
        onChoose={(chosen) => wish({ machine: chosen })}
      />
      <FacetField
        name="state"
        facets={known?.states}
        chosen={state}
        onChoose={(chosen) => wish({ state: chosen })}
      />
      <FacetField
        name="close code"
        facets={known?.codes}
        chosen={code}
        onChoose={(chosen) => wish({ code: chosen, gone: chosen !== '' || gone })}
      />
      <label class="actor-gone">
        <input
          type="checkbox"
          checked={gone}
          onChange={({ currentTarget }) => wish({ gone: currentTarget.checked })}
        />
        gone too
      </label>
    </search>
  );
}

interface FacetFieldProps {
  readonly name: string;
  readonly facets: readonly Facet[] | undefined;
  readonly chosen: string;
  readonly onChoose: (name: string) => void;
}

/** What was chosen stays to be seen, also where nobody has it just now. */
function FacetField({ name, facets = [], chosen, onChoose }: FacetFieldProps) {
  const isListed = chosen === '' || facets.some((facet) => facet.name === chosen);
  const all = isListed ? facets : [...facets, { name: chosen, count: 0 }];
  return (
    <select
      class={`field ${chosen === '' ? '' : 'is-chosen'}`}
      aria-label={`Only of this ${name}`}
      value={chosen}
      onChange={({ currentTarget }) => onChoose(currentTarget.value)}
    >
      <option value="">any {name}</option>
      {all.map((facet) => (
        <option key={facet.name} value={facet.name}>
          {cleaned(shortState(facet.name))} ({count(facet.count)})
        </option>
      ))}
    </select>
  );
}
