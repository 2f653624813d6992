import { drawBelow, type RandomStream } from '../../values/random-stream.ts';

/** Up to `count` of them, in any order, each as likely as any other; and the stream that is left. */
export function drawSome<T>(
  stream: RandomStream,
  items: readonly T[],
  count: number,
): readonly [chosen: readonly T[], next: RandomStream] {
  const shuffled = [...items];
  const many = Math.min(count, items.length);
  let left = stream;
  for (let place = 0; place < many; place += 1) {
    const { value, next } = drawBelow(left, items.length - place);
    left = next;
    const drawn = shuffled[place + value] as T;
    shuffled[place + value] = shuffled[place] as T;
    shuffled[place] = drawn;
  }
  return [shuffled.slice(0, many), left];
}
