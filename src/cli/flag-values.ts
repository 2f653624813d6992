import { InvalidArgumentError } from 'commander';
import { addressOf } from '../machines/node/find-peer.ts';
import { limits } from '../protocol/limits.ts';

/** Values of flags, judged while they are read. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`It is a whole number from ${min} to ${max}.`);
  };
}

export function addresses(text: string, before: readonly string[]): readonly string[] {
  const address = addressOf(text);
  if (address !== null) return [...before, address];
  throw new InvalidArgumentError('It is host:port, a port of this host, or a lab id.');
}

export function nodeName(text: string): string {
  return spelled(text, limits.nodeNameBytesMax);
}

export function networkName(text: string): string {
  if (text === '') throw new InvalidArgumentError('It has at least one character.');
  return spelled(text, limits.networkNameBytesMax);
}

export function traceFolder(path: string): string {
  if (path === '') throw new InvalidArgumentError('It is the path of a folder.');
  return path;
}

/** What the wire would not take, and what no terminal should be given. */
function spelled(text: string, bytesMax: number): string {
  if (/[\p{Cc}\p{Cs}]/u.test(text)) {
    throw new InvalidArgumentError('It has no control characters.');
  }
  if (Buffer.byteLength(text) > bytesMax) {
    throw new InvalidArgumentError(`It has at most ${bytesMax} bytes.`);
  }
  return text;
}
