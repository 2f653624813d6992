import { limits } from '../../protocol/limits.ts';
import type { Letter, MailWord } from '../../protocol/mail-words.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import {
  anIdleOne,
  closedCorrespondent,
  newCorrespondent,
  openedCorrespondent,
} from './correspondents.ts';
import type { Correspondent, OpenCorrespondent } from './correspondents.ts';
import { dueOf } from './due-of.ts';
import type { MailAsked } from './mail-asked.ts';
import type { Mail, MailChange, MailCounts, Now } from './mail-state.ts';
import { startSealing } from './mail-under-way.ts';
import { Outcomes } from './outcomes.ts';
import { FatesToSay } from './fates-to-say.ts';

/**
 * Mail while one call changes it, and what is asked meanwhile. What is to be said is gathered for each neighbour, what is
 * to be sealed and what is delivered in one piece.
 */
export class MailDraft {
  readonly mail: { -readonly [F in keyof Mail]: Mail[F] };
  readonly own: PeerId;
  readonly now: Now;
  readonly outcomes = new Outcomes();
  readonly fates = new FatesToSay();
  readonly #open = new Map<PeerId, OpenCorrespondent>();
  readonly #asked: MailAsked[] = [];
  readonly #says = new Map<PeerId, MailWord[]>();
  readonly #toSeal: MailWord[] = [];
  readonly #delivered: Letter[] = [];
  #isCounting = false;

  constructor(mail: Mail, now: Now) {
    this.mail = { ...mail };
    this.own = mail.settings.own;
    this.now = now;
  }

  close(): MailChange {
    this.#writeCorrespondents();
    if (this.mail.letters === 0 && this.mail.seeking.size === 0) this.mail.wakeAt = null;
    this.fates.say(this);
    const asked: MailAsked[] = [];
    if (this.#delivered.length > 0) asked.push({ type: 'mail.deliver', letters: this.#delivered });
    asked.push(...this.outcomes.asked(), ...this.#asked);
    if (this.#toSeal.length > 0) asked.push(startSealing(this.mail, this.#toSeal));
    for (const [to, messages] of this.#says) asked.push({ type: 'mail.say', to, messages });
    return [this.mail, asked];
  }

  get at(): number {
    return this.now.at;
  }

  ask(asked: MailAsked): void {
    this.#asked.push(asked);
  }

  count(what: keyof MailCounts, times = 1): void {
    if (times === 0) return;
    const { counts } = this.mail;
    if (this.#isCounting) (counts as Counting)[what] += times;
    else this.mail.counts = { ...counts, [what]: counts[what] + times };
    this.#isCounting = true;
  }

  /** Only neighbours hear. */
  say(to: PeerId, word: MailWord): void {
    const said = this.#says.get(to);
    if (said !== undefined) said.push(word);
    else if (this.mail.neighbours.has(to)) this.#says.set(to, [word]);
  }

  deliver(letter: Letter): void {
    this.#delivered.push(letter);
  }

  /** Comes back through `sealed`; false: there is no room. */
  seal(word: MailWord): boolean {
    const { sealing } = this.mail.underWay;
    if (sealing.count + this.#toSeal.length >= limits.mailUnderWayMax) {
      this.count('tooMany');
      return false;
    }
    this.#toSeal.push(word);
    return true;
  }

  wake(at: number): void {
    if (at === Infinity) return;
    const step = Math.ceil(at / WAKE_STEP_US) * WAKE_STEP_US;
    if (this.mail.wakeAt === null || step < this.mail.wakeAt) this.mail.wakeAt = step;
  }

  correspondent(peer: PeerId): OpenCorrespondent | null {
    const open = this.#open.get(peer);
    if (open !== undefined) return open;
    const known = this.mail.correspondents.get(peer);
    return known === undefined ? null : this.#opened(peer, openedCorrespondent(known));
  }

  /** As `correspondent`, for whoever changes nothing. */
  look(peer: PeerId): Correspondent | OpenCorrespondent | undefined {
    return this.#open.get(peer) ?? this.mail.correspondents.get(peer);
  }

  /** There is room for them: whoever lets letters in has asked. */
  newCorrespondent(peer: PeerId): OpenCorrespondent {
    const { mail } = this;
    if (mail.correspondents.isFull) {
      this.#writeCorrespondents();
      const idle = anIdleOne(mail.correspondents)!;
      const { nextNumber } = mail.correspondents.get(idle)!;
      mail.firstNumber = Math.max(mail.firstNumber, nextNumber);
      mail.correspondents = mail.correspondents.delete(idle);
    }
    const open = newCorrespondent(mail.firstNumber);
    mail.correspondents = mail.correspondents.set(peer, closedCorrespondent(open));
    return this.#opened(peer, open);
  }

  #opened(peer: PeerId, open: OpenCorrespondent): OpenCorrespondent {
    this.#open.set(peer, open);
    return open;
  }

  #writeCorrespondents(): void {
    if (this.#open.size === 0) return;
    this.mail.correspondents = this.mail.correspondents.edit((table) => {
      for (const [peer, open] of this.#open) {
        table.set(peer, closedCorrespondent(open));
        this.wake(dueOf(this.mail, peer, open, this.at));
      }
    });
    this.#open.clear();
  }
}

/** Alarms come in steps, so that many letters are few of them. */
const WAKE_STEP_US = 10_000;

type Counting = { -readonly [F in keyof MailCounts]: MailCounts[F] };
