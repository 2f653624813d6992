import type { MailWord } from '../../src/protocol/mail-words.ts';
import { digest } from '../../src/values/digest.ts';

/** Stands for a signature: covers what one does, and shows whether that is as its origin said it. Only origins are given any. */
export function toySealOf(word: MailWord): Uint8Array {
  return new Uint8Array(Int32Array.of(digest(covered(word)) | 0).buffer);
}

export function hasToySeal(word: MailWord): boolean {
  const { key, signature } = word.envelope;
  const sound = toySealOf(word);
  return (
    key[0] === 7 && signature.length === 4 && signature.every((byte, at) => byte === sound[at])
  );
}

export function withToySeal<W extends MailWord>(word: W): W {
  const envelope = { ...word.envelope, key: Uint8Array.of(7), signature: toySealOf(word) };
  return { ...word, envelope };
}

function covered(word: MailWord): unknown {
  const { key: _key, signature: _signature, ...envelope } = word.envelope;
  if (word.kind === 'fate') return { ...word, envelope };
  if (word.kind === 'seek')
    return { kind: word.kind, target: word.target, avoid: word.avoid, envelope };
  const { hops: _hops, path: _path, body, ...rest } = word;
  return { ...rest, envelope, body: [...body.source.subarray(body.start, body.end)] };
}
