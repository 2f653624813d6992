import { limits } from '../../protocol/limits.ts';
import type { MailWord } from '../../protocol/mail-words.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { leftUs, spentUs } from '../tree/allowance.ts';
import type { MailDraft } from './mail-draft.ts';
import { mailWeightOf, startJudging } from './mail-under-way.ts';

/**
 * What one neighbour has brought in one input and is to be judged: as much as its allowance and the room there is allow.
 * A relay judges, too: what it passed on unseen would be its own forgery.
 */
export class ToJudge {
  readonly #draft: MailDraft;
  readonly #from: PeerId;
  readonly #words: MailWord[] = [];
  readonly #most: number;
  readonly #mostBytes: number;
  #bytes = 0;

  constructor(draft: MailDraft, from: PeerId) {
    this.#draft = draft;
    this.#from = from;
    const { neighbours, underWay } = draft.mail;
    const { judgementsWholeAt, judging, judgingBytes } = neighbours.get(from)!;
    const left = leftUs(judgementsWholeAt, limits.judgementsMax * limits.judgementHealUs, draft.at);
    const { count, bytes } = underWay.judging;
    const share = shareOf(limits.mailUnderWayMax - count, judging);
    this.#most = Math.min(share, Math.floor(left / limits.judgementHealUs));
    this.#mostBytes = shareOf(limits.mailBytesUnderWayMax - bytes, judgingBytes);
  }

  /** false: it is too much. */
  add(word: MailWord): boolean {
    const bytes = this.#bytes + mailWeightOf(word);
    if (this.#words.length >= this.#most || bytes > this.#mostBytes) {
      this.#draft.count('tooMany');
      return false;
    }
    this.#bytes = bytes;
    this.#words.push(word);
    return true;
  }

  ask(): void {
    if (this.#words.length === 0) return;
    const { mail, at } = this.#draft;
    const neighbour = mail.neighbours.get(this.#from)!;
    const costUs = this.#words.length * limits.judgementHealUs;
    const judgementsWholeAt = spentUs(neighbour.judgementsWholeAt, costUs, at);
    const judging = neighbour.judging + this.#words.length;
    const judgingBytes = neighbour.judgingBytes + this.#bytes;
    const charged = { ...neighbour, judgementsWholeAt, judging, judgingBytes };
    mail.neighbours = mail.neighbours.set(this.#from, charged);
    this.#draft.ask(startJudging(mail, this.#from, this.#words));
  }
}

/** Never more is judged for one neighbour than there is room left: whoever brings too much leaves others theirs. */
function shareOf(room: number, has: number): number {
  return Math.max(0, Math.floor((room - has) / 2));
}
