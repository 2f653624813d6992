import type { Claimant } from '../protocol/effects.ts';
import type { ProofFault } from '../protocol/inputs.ts';
import type { Proof } from '../protocol/messages.ts';

/**
 * What a node can show without telling its secrets, and can judge of what others show. Both ends of
 * a link see the same claim, so what was said on one link is worth nothing on another.
 */
export interface Keys {
  /** What shows that this node is the claim's speaker. */
  prove(claim: Claim): Shown;
  /** null: it shows that. */
  judge(claim: Claim, shown: Shown): ProofFault | null;
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
