import type { JudgeSeals } from './keys.ts';
import { type CastSeal, holds, SealReader } from './seal-reader.ts';

/** Answers before it returns. What a world knows of seals already it need not compute again. */
export function judgeSealsAtOnce(
  isSound: (seal: CastSeal) => boolean = holds,
  reader = new SealReader(),
): JudgeSeals {
  return (network, casts, answer) => {
    const sound = casts.map((cast) => {
      const seal = reader.read(network, cast);
      return seal !== null && isSound(seal);
    });
    answer(sound);
  };
}
