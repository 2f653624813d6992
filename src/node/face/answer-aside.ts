import type { RunningNode } from '../running/run-node.ts';
import { nodeContextIn } from '../running/node-context-in.ts';
import type { Answered } from '../telling/node-event.ts';
import type { Chronicle } from '../why/chronicle.ts';
import { whyOf } from '../why/why.ts';
import { declined } from './asks.ts';
import type { NodeTape } from './node-tape.ts';
import type { NodeWords } from './peertape-node.ts';

/** Answers what the node itself is not asked, from what stands around it. */
export function answerAside(words: AsideWords, { node, tape, chronicle }: Around): Answered {
  const { command } = words;
  if (command === 'trace') {
    const nothing = { path: null, bytes: 0, segments: 0 };
    return { event: 'answer', command, ok: true, result: tape?.summary() ?? nothing };
  }
  const context = nodeContextIn(node.system);
  if (context === null) return declined(command, 'not-running');
  const why = whyOf(words.peer, context, chronicle);
  if ('events' in why) return { event: 'answer', command, ok: true, result: why };
  return declined(command, why.code, why.text);
}

type AsideWords = Extract<NodeWords, { readonly command: 'why' | 'trace' }>;

interface Around {
  readonly node: RunningNode;
  readonly tape: NodeTape | null;
  readonly chronicle: Chronicle;
}

export function isAside(words: { readonly command: string }): words is AsideWords {
  return words.command === 'why' || words.command === 'trace';
}
