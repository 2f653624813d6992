import type { Observable } from 'rxjs';
import type { DialCode, ListenCode } from '../protocol/inputs.ts';
import type { Link } from './link.ts';

export type ListenEvent =
  | { readonly type: 'listening'; readonly host: string; readonly port: number }
  | { readonly type: 'accepted'; readonly link: Link }
  | { readonly type: 'failed'; readonly code: ListenCode; readonly text: string };

export type DialEvent =
  | { readonly type: 'opened'; readonly link: Link }
  | { readonly type: 'failed'; readonly code: DialCode };

/** Where links come from. */
export interface Network {
  /** Port 0 takes any free one. Never errors; completes after `failed`. Unsubscribing stops listening and keeps the links. */
  listen(host: string, port: number): Observable<ListenEvent>;
  /** One event, then it completes; never errors. Unsubscribing before it gives the dial up. It has no deadline of its own. */
  dial(address: string): Observable<DialEvent>;
}
