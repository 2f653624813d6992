import { judgeSealsAtOnce } from '../streams/judge-seals-at-once.ts';
import type { JudgeSeals } from '../streams/keys.ts';
import { LatelyUsed } from '../streams/lately-used.ts';
import { type ReadSeal, holds } from '../streams/seal-reader.ts';

/**
 * All nodes of a world judge the same seals, and come to the same verdict: to compute it once for all of them
 * changes nothing but how long that takes. Whose key it is stands in the transcript.
 */
export function sharedVerdicts(): JudgeSeals {
  const verdicts = new LatelyUsed<boolean>(VERDICTS_MAX);
  return judgeSealsAtOnce((seal) => {
    const name = nameOf(seal);
    const known = verdicts.get(name);
    if (known !== undefined) return known;
    const isSound = holds(seal);
    verdicts.set(name, isSound);
    return isSound;
  });
}

function nameOf({ transcript, signature }: ReadSeal): string {
  return `${latin1(signature)} ${latin1(transcript)}`;
}

function latin1({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('latin1');
}

const VERDICTS_MAX = 65_536;
