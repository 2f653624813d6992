import { signal } from '@preact/signals';

/** Which actors are to be listed; what is empty does not matter. */
export interface ActorWishes {
  readonly q: string;
  readonly machine: string;
  readonly state: string;
  readonly code: string;
  /** Those too that are not there any more. */
  readonly gone: boolean;
}

export const noWishes: ActorWishes = { q: '', machine: '', state: '', code: '', gone: false };

export const wishes = signal<ActorWishes>(noWishes);

export function wish(change: Partial<ActorWishes>): void {
  wishes.value = { ...wishes.value, ...change };
}

/** As they are asked. */
export function asked({ q, machine, state, code, gone }: ActorWishes) {
  return {
    q: q.trim() || null,
    machine: machine || null,
    state: state || null,
    code: code || null,
    gone: gone ? 1 : null,
  };
}
