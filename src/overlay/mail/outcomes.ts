import type { Letter, LetterPurpose } from '../../protocol/mail-words.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import type { Delivered, Fault, MailAsked, Undelivered } from './mail-asked.ts';
import { isSamePath } from './ways.ts';

/** What became of own letters in one call: those that have the same to be said of them are told together. */
export class Outcomes {
  readonly #delivered: Open<Delivered>[] = [];
  readonly #undelivered: Open<Undelivered>[] = [];

  delivered(letter: Letter, tookUs: number, path: readonly PeerId[]): void {
    const { target: to, envelope } = letter;
    const purpose = letter.purpose as LetterPurpose;
    const last = this.#delivered.at(-1);
    const isLike =
      last !== undefined &&
      last.to === to &&
      last.purpose === purpose &&
      last.tookUs === tookUs &&
      isSamePath(last.path, path);
    if (isLike) last.sequences.push(envelope.sequence);
    else this.#delivered.push({ to, sequences: [envelope.sequence], purpose, tookUs, path });
  }

  undelivered(to: PeerId, sequence: number, purpose: LetterPurpose, fault: Fault): void {
    const { code, where, hops } = fault;
    const last = this.#undelivered.at(-1);
    const isLike =
      last !== undefined &&
      last.to === to &&
      last.purpose === purpose &&
      last.code === code &&
      last.where === where &&
      last.hops === hops;
    if (isLike) last.sequences.push(sequence);
    else this.#undelivered.push({ to, sequences: [sequence], purpose, code, where, hops });
  }

  asked(): MailAsked[] {
    return [
      ...this.#delivered.map((each) => ({ type: 'mail.delivered' as const, ...each })),
      ...this.#undelivered.map((each) => ({ type: 'mail.undelivered' as const, ...each })),
    ];
  }
}

type Open<T extends { readonly sequences: readonly number[] }> = Omit<T, 'sequences'> & {
  readonly sequences: number[];
};
