import type { MailWord } from '../../protocol/mail-words.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import type { MailDraft } from './mail-draft.ts';
import { endSealing } from './mail-under-way.ts';
import { sayOwnSeek } from './search.ts';
import { attend, sealedLetter } from './send-letters.ts';

export interface Seals {
  readonly key: Uint8Array;
  readonly signatures: readonly Uint8Array[];
}

/** What has its seal now is said, if it still is to be. */
export function takeSeals(draft: MailDraft, batch: number, { key, signatures }: Seals): void {
  const words = endSealing(draft.mail, batch);
  if (words === null) return;
  const peers = new Set<PeerId>();
  for (const [index, word] of words.entries()) {
    const sealed = withSeal(word, key, signatures[index]!);
    if (sealed.kind === 'seek') sayOwnSeek(draft, sealed);
    else if (sealed.kind === 'fate') draft.say(sealed.path.at(-1) ?? sealed.to, sealed);
    else {
      sealedLetter(draft, sealed);
      peers.add(sealed.target);
    }
  }
  for (const peer of peers) attend(draft, peer);
}

function withSeal<W extends MailWord>(word: W, key: Uint8Array, signature: Uint8Array): W {
  return { ...word, envelope: { ...word.envelope, key, signature } };
}
