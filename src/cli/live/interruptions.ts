import { fromEvent, map, merge, type Observable } from 'rxjs';

/** Who or what asks this process to end. */
export const interruption$: Observable<NodeJS.Signals> = merge(
  ...(['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal) =>
    fromEvent(process, signal).pipe(map(() => signal)),
  ),
);
