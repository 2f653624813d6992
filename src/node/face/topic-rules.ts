import { limits } from '../../protocol/limits.ts';

/** What a topic must be, in one line; null if it is that. */
export function topicFault(topic: string): string | null {
  const bytes = new TextEncoder().encode(topic).length;
  const isTopic = bytes > 0 && bytes <= limits.topicBytesMax && !/[\p{Cc}\p{Cs}]/u.test(topic);
  return isTopic ? null : A_TOPIC;
}

const A_TOPIC = `a topic has 1 to ${limits.topicBytesMax} bytes and no control characters`;
