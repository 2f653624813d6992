import type { ComponentChildren } from 'preact';
import type { Asked } from '../store/answer.ts';
import { connection } from '../store/head.ts';
import { follows } from '../store/position.ts';
import { Failed } from './failed.tsx';
import { Loading } from './loading.tsx';

interface AnsweredProps<Answer> {
  readonly asked: Asked<Answer>;
  readonly children: (answer: Answer) => ComponentChildren;
}

/** What was answered last, or that there is nothing yet, or why there will be nothing. */
export function Answered<Answer>({ asked, children }: AnsweredProps<Answer>) {
  if (asked.state === 'failed' && !staysShown(asked)) return <Failed error={asked.error} />;
  if (asked.value === null) return <Loading />;
  return <>{children(asked.value)}</>;
}

/** Whoever followed until nobody answered any more goes on seeing what was known last. */
function staysShown({ value }: Asked<unknown>): boolean {
  return value !== null && follows.value && connection.value !== 'open';
}
