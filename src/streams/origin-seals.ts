import { sign } from 'node:crypto';
import { SealTranscript } from './seal-transcript.ts';
import type { Identity } from './identity/identity.ts';
import type { JudgeSeals, Seals } from './keys.ts';
import { plainBytes } from './plain-bytes.ts';

/** Each word has the signature of its origin, by the key whose hash is the origin's id. */
export function originSeals({ spki, key }: KeyHolder, judgeSeals: JudgeSeals): Seals {
  const transcript = new SealTranscript();
  return {
    seal: (network, words) => ({
      key: spki,
      signatures: words.map((word) => plainBytes(sign(null, transcript.of(network, word), key))),
    }),
    judgeSeals,
  };
}

/** In a network whose members believe each other: nothing is signed, and nothing that is belongs there. */
export const emptySeals: Seals = {
  seal: (_, words) => ({ key: NOTHING, signatures: words.map(() => NOTHING) }),
  judgeSeals: (_, words, answer) => {
    answer(
      words.map(({ envelope }) => envelope.key.length === 0 && envelope.signature.length === 0),
    );
  },
};

type KeyHolder = Pick<Identity, 'spki' | 'key'>;

const NOTHING = new Uint8Array(0);
