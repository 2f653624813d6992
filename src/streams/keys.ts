import type { Claimant } from '../protocol/effects.ts';
import type { ProofFault } from '../protocol/inputs.ts';
import type { Proof, Sealed } from '../protocol/messages.ts';

/**
 * What a node can show without telling its secrets, and can judge of what others show. Both ends of
 * a link see the same claim, so what was said on one link is worth nothing on another.
 */
export interface Keys extends Seals {
  /** What shows that this node is the claim's speaker. */
  prove(claim: Claim): Shown;
  /** null: it shows that. */
  judge(claim: Claim, shown: Shown): ProofFault | null;
}

/** What crosses more than one link is sealed by its origin: nobody on the way can change or make it. */
export interface Seals {
  /** Of this node's own words, in their order. */
  seal(network: string, words: readonly Sealed[]): SealsMade;
  readonly judgeSeals: JudgeSeals;
}

/**
 * Answers once, at once or later, whether each of the words is from the origin it names; whoever asked
 * first is answered first. What is asked about has to stay as it is until then.
 */
export type JudgeSeals = (
  network: string,
  words: readonly Sealed[],
  answer: (sound: readonly boolean[]) => void,
) => void;

/** All empty in a network that does not sign. */
export interface SealsMade {
  /** The public key of the origin, as SPKI. */
  readonly key: Uint8Array;
  readonly signatures: readonly Uint8Array[];
}

/** Somebody says who they are, on one link, to somebody. */
export interface Claim {
  readonly network: string;
  readonly speaker: Claimant;
  readonly hearer: Claimant;
  readonly isDialler: boolean;
  /** What both ends of the link have and nobody else; empty on a plain link, which shows no keys. */
  readonly binding: Uint8Array;
}

/** What is not needed is empty. */
export type Shown = Omit<Proof, 'kind'>;
