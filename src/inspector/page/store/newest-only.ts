interface Line<Wish, Answer> {
  readonly ask: (wish: Wish) => Promise<Answer>;
  readonly onAnswer: (answer: Answer, isNewest: boolean) => void;
  readonly onFail: (error: unknown) => void;
}

interface NewestOnly<Wish> {
  want(wish: Wish): void;
  /** Nothing is told any more. */
  close(): void;
}

/**
 * Asks for one thing at a time, and of all that is wished for meanwhile only for the last: so whoever scrubs sees as many
 * moments as can be had, and the one where they stop at once after. What went wrong is told only of the newest.
 */
export function newestOnly<Wish, Answer>(line: Line<Wish, Answer>): NewestOnly<Wish> {
  let next: { readonly wish: Wish } | null = null;
  let isAsking = false;
  let isClosed = false;

  const askOn = async () => {
    isAsking = true;
    while (next !== null) {
      const { wish } = next;
      next = null;
      try {
        const answer = await line.ask(wish);
        if (!isClosed) line.onAnswer(answer, next === null);
      } catch (error) {
        if (!isClosed && next === null) line.onFail(error);
      }
    }
    isAsking = false;
  };

  return {
    want(wish) {
      if (isClosed) return;
      next = { wish };
      if (!isAsking) void askOn();
    },
    close() {
      isClosed = true;
      next = null;
    },
  };
}
