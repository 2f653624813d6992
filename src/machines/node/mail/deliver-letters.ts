import { isReply } from '../../../overlay/mail/fail-letters.ts';
import type { LetterTaken } from '../../../protocol/effects.ts';
import type { Letter, LetterPurpose } from '../../../protocol/mail-words.ts';
import type { Asked } from '../../engine/asked.ts';
import { chain, type Judged } from '../context/judged.ts';
import type { NodeContext } from '../context/node-context.ts';
import { settleAsk } from './asks.ts';

/** What others have written to this node: texts and asks are told, answers go to who has asked. */
export function deliverLetters(before: NodeContext, letters: readonly Letter[]): Judged {
  const { ignored } = before;
  const said = letters.filter(
    ({ purpose, envelope }) => !isReply(purpose) && !ignored.has(envelope.origin),
  );
  const told: Asked[] =
    said.length === 0 ? [] : [{ type: 'report', event: 'mail', letters: said.map(takenOf) }];
  return chain(
    [before, told],
    ...letters
      .filter(({ purpose }) => isReply(purpose))
      .map((letter) => (context: NodeContext) => settleAsk(context, takenOf(letter))),
  );
}

function takenOf({ envelope, purpose, topic, re, hops, path, body }: Letter): LetterTaken {
  const { origin: from, instance, sequence } = envelope;
  return {
    from,
    instance,
    sequence,
    purpose: purpose as LetterPurpose,
    topic,
    re,
    hops,
    path,
    body,
  };
}
