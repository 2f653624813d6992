/** What a film knows of time: how long it has been at something, and when to go on. */
export interface FilmPace {
  nowMs(): number;
  /** As soon as all else that waits has had its turn. Gives what calls it off. */
  soon(run: () => void): () => void;
  later(run: () => void, afterMs: number): () => void;
}

export const systemPace: FilmPace = {
  nowMs: () => performance.now(),
  soon: (run) => {
    const pending = setImmediate(run);
    return () => clearImmediate(pending);
  },
  later: (run, afterMs) => {
    const pending = setTimeout(run, afterMs);
    return () => clearTimeout(pending);
  },
};
