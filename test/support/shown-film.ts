import { BehaviorSubject, type Observable } from 'rxjs';
import type { Head } from '../../src/inspector/answers/head.ts';

/** As much of a film as its server knows: how far it goes, and who looks. */
export class ShownFilm {
  readonly #heads = new BehaviorSubject<Head>(headAt(0));
  watchers = 0;

  get head(): Head {
    return this.#heads.value;
  }

  get head$(): Observable<Head> {
    return this.#heads;
  }

  watch(): () => void {
    this.watchers += 1;
    return () => {
      this.watchers -= 1;
    };
  }

  goTo(lastTurn: number, more: Partial<Head> = {}): void {
    this.#heads.next({ ...headAt(lastTurn), ...more });
  }
}

function headAt(lastTurn: number): Head {
  return {
    state: 'live',
    ending: null,
    firstTurn: 1,
    lastTurn,
    turns: lastTurn,
    firstUs: 0,
    lastUs: lastTurn * 1_000,
    bytesRead: 0,
    bytes: 0,
    forgotten: 0,
    faults: [],
    moreFaults: 0,
  };
}
