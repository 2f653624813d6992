import type { CommandWords } from '../running/command-queue.ts';
import type { Answered } from '../telling/node-event.ts';
import { tooFarForPlain } from './plain-links.ts';
import { topicFault } from './topic-rules.ts';

/** What the node is not asked for; null: it is. */
export function refuseWords(words: CommandWords, staysHere: boolean): Answered | null {
  if (words.command === 'connect' && staysHere) {
    const refusal = tooFarForPlain(words.peer);
    return refusal === null ? null : misused(words, refusal.text, refusal.hint);
  }
  const isUnderTopic = 'topic' in words && !(words.command === 'broadcast' && words.topic === '');
  const fault = isUnderTopic ? topicFault(words.topic) : null;
  return fault === null ? null : misused(words, fault, '');
}

function misused({ command }: CommandWords, text: string, hint: string): Answered {
  return { event: 'answer', command, ok: false, error: { code: 'usage', text, hint } };
}
