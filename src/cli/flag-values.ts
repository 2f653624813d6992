import { InvalidArgumentError } from 'commander';
import { addressOf } from '../machines/node/find-peer.ts';
import { limits } from '../protocol/limits.ts';
import { cleanText } from './clean-text.ts';

/** Values of flags, judged while they are read. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`must be a whole number from ${min} to ${max}`);
  };
}

export function addresses(text: string, before: readonly string[] = []): readonly string[] {
  const address = addressOf(text);
  if (address !== null) return [...before, address];
  throw new InvalidArgumentError('must be host:port, a port of this host, or a lab id');
}

/** What nobody could type to name the peer, or what would name another, is no name. */
export function nodeName(text: string): string {
  const isTypable = text === cleanText(text) && /^[^\s:@][^\s:]*$/u.test(text);
  if (isTypable && !/^\d+$/.test(text)) return spelled(text, limits.nodeNameBytesMax);
  throw new InvalidArgumentError(
    'must be one word of visible characters, not a number, without ":" and not beginning with "@"',
  );
}

export function networkName(text: string): string {
  if (text === '') throw new InvalidArgumentError('must have at least one character');
  return spelled(text, limits.networkNameBytesMax);
}

export function traceFolder(path: string): string {
  if (path === '') throw new InvalidArgumentError('must be the path of a folder');
  return path;
}

/** What the wire would not take, and what no terminal should be given. */
function spelled(text: string, bytesMax: number): string {
  if (/[\p{Cc}\p{Cs}]/u.test(text)) {
    throw new InvalidArgumentError('must have no control characters');
  }
  if (Buffer.byteLength(text) > bytesMax) {
    throw new InvalidArgumentError(`must have at most ${bytesMax} bytes`);
  }
  return text;
}
