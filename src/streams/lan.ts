import type { Observable } from 'rxjs';
import type { Lead } from '../protocol/messages.ts';

/** Whoever is on the same local network and calls: hearsay, like all that nobody has dialled yet. */
export interface Lan {
  /**
   * Where others of this network say that they listen, for as long as somebody is subscribed; one at a time.
   * Never this node itself, and no more of one host than its budget. Never errors; completes if it cannot go on.
   */
  readonly heard$: Observable<Lead>;
  /** Tells all around that this node listens on that port; it is lost while nobody is subscribed to `heard$`. */
  call(port: number): void;
}
