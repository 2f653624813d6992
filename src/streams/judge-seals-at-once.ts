import type { JudgeSeals } from './keys.ts';
import { type ReadSeal, holds, SealReader } from './seal-reader.ts';

/** Answers before it returns. What a world knows of seals already it need not compute again. */
export function judgeSealsAtOnce(
  isSound: (seal: ReadSeal) => boolean = holds,
  reader = new SealReader(),
): JudgeSeals {
  return (network, words, answer) => {
    const sound = words.map((word) => {
      const seal = reader.read(network, word);
      return seal !== null && isSound(seal);
    });
    answer(sound);
  };
}
