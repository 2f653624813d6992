/** How the bytes of a direction are cut: in as few pieces as there can be, one by one, or by chance. */
export type Segmentation = 'whole' | 'bytes' | 'random';

/** A place in what the dialler sends (`out`) or gets (`in`). */
export interface Offset {
  readonly direction: 'out' | 'in';
  readonly bytes: number;
}

/** What one dial and the link that comes of it will meet; both directions are alike but for faults. */
export interface LinkPlan {
  readonly latencyUs: number;
  readonly bytesPerSecond: number;
  readonly segmentation: Segmentation;
  /** Nobody answers to the dial but the host itself. */
  readonly refuse?: boolean;
  /** Nobody answers to the dial at all. */
  readonly blackHole?: boolean;
  /** Exactly so many bytes are handed out, then both sides see a reset. */
  readonly resetAfterBytes?: Offset;
  /** Exactly so many bytes arrive, then nothing does any more, in either direction. */
  readonly blackHoleAfterBytes?: Offset;
  /** Exactly so many bytes are handed out, then the reader takes nothing for a while. */
  readonly stallAfterBytes?: Offset & { readonly us: number };
}

/** The plan for the `n`th dial from one host to another, counted from 1. */
export type PlanLink = (dialler: string, target: string, n: number) => LinkPlan;

/** A good local network that cuts as it likes. */
export const defaultLinkPlan: LinkPlan = {
  latencyUs: 500,
  bytesPerSecond: 125_000_000,
  segmentation: 'random',
};
