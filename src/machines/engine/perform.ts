import { enqueueActions, type ActionFunction } from 'xstate';
import type { Asked } from './asked.ts';

/** What a plain function decides: the fields that change, and what is asked. */
export type Decision<Context> = readonly [changed: Partial<Context>, asked: readonly Asked[]];

/** Makes a machine's action out of a plain function over values: the machine says when, the function what. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- Each action says which event it is for.
export function perform<Context extends object, Event extends object, Params = undefined>(
  logic: (context: Context, event: Event, params: Params) => Decision<Context>,
): PlainAction<Params> {
  const action = enqueueActions(({ context, event, enqueue }, params) => {
    const [changed, asked] = logic(context as Context, event as unknown as Event, params as Params);
    if (Object.keys(changed).length > 0) enqueue.assign(changed);
    for (const one of asked) enqueue.emit(one);
  });
  return action as unknown as PlainAction<Params>;
}

/* oxlint-disable typescript/no-explicit-any -- XState infers these from the machine that uses the action. */
type PlainAction<Params> = ActionFunction<any, any, any, Params, never, never, never, never, never>;
