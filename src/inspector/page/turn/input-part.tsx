import type { CommandShown, InputShown } from '../../answers/moment.ts';
import { CleanText } from '../parts/clean-text.tsx';
import { Code } from '../parts/code.tsx';
import { counted } from '../parts/formats.ts';
import { chooseActor } from '../store/position.ts';
import { BytesPart } from './bytes-part.tsx';
import { Disclosure } from './disclosure.tsx';
import { Fields } from './fields.tsx';

/** What began the turn. */
export function InputPart({ input }: { readonly input: InputShown }) {
  const { type, actor, text, fields, commands, moreCommands, chunks } = input;
  return (
    <section class="turn-part" aria-label="Input">
      <p class="input-head">
        <span class="input-type mono">
          <CleanText text={type} />
        </span>
        <span class="muted" aria-hidden="true">
          →
        </span>
        <span class="unseen">to</span>
        <button type="button" class="link mono" onClick={() => chooseActor(actor)}>
          <CleanText text={actor} />
        </button>
      </p>
      {commands.length === 0 && (
        <About text={text} fields={fields} isOpenAtFirst={chunks.length === 0} />
      )}
      {commands.length > 0 && <Commands commands={commands} more={moreCommands} />}
      {chunks.length > 0 && <BytesPart input={input} />}
    </section>
  );
}

interface AboutProps extends Pick<InputShown, 'text' | 'fields'> {
  readonly isOpenAtFirst: boolean;
}

/** In words, and with all its fields where somebody wants them, or nothing else is there to be seen. */
function About({ text, fields, isOpenAtFirst }: AboutProps) {
  if (text === '' && fields.length === 0) return null;
  return (
    <Disclosure
      inside={fields.length > 0 ? () => <Fields lines={fields} /> : null}
      isOpenAtFirst={isOpenAtFirst}
    >
      {text === '' ? <span class="muted">fields</span> : <CleanText text={text} />}
    </Disclosure>
  );
}

interface CommandsProps {
  readonly commands: readonly CommandShown[];
  readonly more: number;
}

function Commands({ commands, more }: CommandsProps) {
  return (
    <ol class="commands" aria-label="Commands">
      {commands.map(({ command, fields }, place) => (
        <li key={place}>
          <Disclosure
            isOpenAtFirst={commands.length === 1}
            inside={fields.length > 0 ? () => <Fields lines={fields} /> : null}
          >
            <Code text={command} />
          </Disclosure>
        </li>
      ))}
      {more > 0 && <li class="muted">and {counted(more, 'more command')}</li>}
    </ol>
  );
}
