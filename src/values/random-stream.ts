import { hashText } from './hash-text.ts';

/**
 * A seeded stream of chance as a value, the same everywhere: whoever draws keeps what is left.
 *
 * There is one stream for each concern, told apart by its label, so that one more draw for one
 * concern shifts no other. The generator is Small Fast Counting (sfc32, from PractRand): three words
 * of state and a counter, which keeps every stream from repeating within 2^32 draws.
 *
 * What others must not guess never comes from here.
 */
export interface RandomStream {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly drawn: number;
}

/** What was drawn, and the stream that is left. */
export interface Draw {
  readonly value: number;
  readonly next: RandomStream;
}

/** A seed is the same written as a number or as its decimal digits. */
export function streamOf(seed: number | string, label: string): RandomStream {
  const text = String(seed);
  let stream: RandomStream = {
    a: hashText(label, hashText(text, 1)),
    b: hashText(label, hashText(text, 2)),
    c: hashText(label, hashText(text, 3)),
    drawn: 0,
  };
  // The first outputs still show how the words were set.
  for (let round = 0; round < 12; round += 1) stream = draw(stream).next;
  return stream;
}

/** A whole number of 32 bits. */
export function draw({ a, b, c, drawn }: RandomStream): Draw {
  const value = (a + b + drawn) | 0;
  const next = {
    a: b ^ (b >>> 9),
    b: (c + (c << 3)) | 0,
    c: (((c << 21) | (c >>> 11)) + value) | 0,
    drawn: (drawn + 1) | 0,
  };
  return { value: value >>> 0, next };
}

/** A whole number from 0 up to but not `n`, each as likely as any other. */
export function drawBelow(stream: RandomStream, n: number): Draw {
  if (!Number.isInteger(n) || n < 1 || n > VALUES) {
    throw new RangeError(`cannot draw a whole number below ${n}`);
  }
  // Values of the last, incomplete round of n would favour the small numbers.
  const fair = VALUES - (VALUES % n);
  let { value, next } = draw(stream);
  while (value >= fair) ({ value, next } = draw(next));
  return { value: value % n, next };
}

/** A number from 0 up to but not 1, in steps of 2^-32. */
export function drawUnit(stream: RandomStream): Draw {
  const { value, next } = draw(stream);
  return { value: value / VALUES, next };
}

const VALUES = 2 ** 32;
