import { sign } from 'node:crypto';
import { CastTranscript } from './cast-transcript.ts';
import type { Identity } from './identity/identity.ts';
import type { JudgeSeals, Seals } from './keys.ts';
import { plainBytes } from './plain-bytes.ts';

/** Each cast has the signature of its origin, by the key whose hash is the origin's id. */
export function castSeals({ spki, key }: KeyHolder, judgeSeals: JudgeSeals): Seals {
  const transcript = new CastTranscript();
  return {
    seal: (network, casts) => ({
      key: spki,
      signatures: casts.map((cast) => plainBytes(sign(null, transcript.of(network, cast), key))),
    }),
    judgeSeals,
  };
}

/** In a network whose members believe each other: nothing is signed, and nothing that is belongs there. */
export const emptySeals: Seals = {
  seal: (_, casts) => ({ key: NOTHING, signatures: casts.map(() => NOTHING) }),
  judgeSeals: (_, casts, answer) => {
    answer(
      casts.map(({ envelope }) => envelope.key.length === 0 && envelope.signature.length === 0),
    );
  },
};

type KeyHolder = Pick<Identity, 'spki' | 'key'>;

const NOTHING = new Uint8Array(0);
