export interface WaysToLeave {
  /** With a word to everybody, for which the node takes its time. */
  readonly politely: () => void;
  readonly atOnce: () => void;
  /** Told to whoever pressed Ctrl-C, and may press it again. */
  readonly sayHowToHurry: () => void;
}

/** Whoever interrupts a node asks it to leave; a Ctrl-C while it leaves no longer waits for that. */
export class LeaveTaking {
  readonly #ways: WaysToLeave;
  #isLeaving = false;

  constructor(ways: WaysToLeave) {
    this.#ways = ways;
  }

  interrupted(signal: NodeJS.Signals): void {
    const isCtrlC = signal === 'SIGINT';
    if (isCtrlC && this.#isLeaving) return this.#ways.atOnce();
    if (isCtrlC) this.#ways.sayHowToHurry();
    this.#isLeaving = true;
    this.#ways.politely();
  }
}
