import type { Fate, Letter, MailWord } from '../../protocol/mail-words.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { passFates } from './hear-fates.ts';
import { passLetters } from './hear-letters.ts';
import { dropSeek, takeSeek } from './hear-seeks.ts';
import type { MailDraft } from './mail-draft.ts';
import { endJudging, weightOfAll } from './mail-under-way.ts';

/** What was made of a batch, in its order. */
export function takeMailJudgement(
  draft: MailDraft,
  batch: number,
  sound: readonly boolean[],
): void {
  const ended = endJudging(draft.mail, batch);
  if (ended === null) return;
  const { from, words } = ended;
  giveBack(draft, from, words);
  const letters: Letter[] = [];
  const fates: Fate[] = [];
  let forged = 0;
  for (const [index, word] of words.entries()) {
    if (sound[index] !== true) {
      forged += 1;
      if (word.kind === 'seek') dropSeek(draft, word);
    } else if (word.kind === 'seek') takeSeek(draft, word, from);
    else if (word.kind === 'letter') letters.push(word);
    else fates.push(word);
  }
  draft.count('forged', forged);
  if (forged > 0) draft.ask({ type: 'mail.forged', by: from });
  passLetters(draft, letters);
  passFates(draft, fates, from);
}

function giveBack({ mail }: MailDraft, from: PeerId, words: readonly MailWord[]): void {
  const neighbour = mail.neighbours.get(from);
  if (neighbour === undefined) return;
  // Who has come anew since owes nothing for that.
  const judging = Math.max(0, neighbour.judging - words.length);
  const judgingBytes = Math.max(0, neighbour.judgingBytes - weightOfAll(words));
  mail.neighbours = mail.neighbours.set(from, { ...neighbour, judging, judgingBytes });
}
