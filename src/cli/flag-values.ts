import { isIP } from 'node:net';
import { InvalidArgumentError } from 'commander';
import { addressOf, BASE_PORT, targetOf } from '../machines/node/peers/find-peer.ts';
import { parseAddress } from '../protocol/address.ts';
import { limits } from '../protocol/limits.ts';
import { discoveries, type Discovery } from '../protocol/node-config.ts';
import { isNodeName } from '../protocol/node-name.ts';

/** Values of flags, variables and files, judged while they are read. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`must be a whole number from ${min} to ${max}`);
  };
}

/** Where a page is served: what is below could be a lab id that was meant for the node. */
export function pagePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && (port === 0 || (port >= 1_024 && port <= 65_535))) return port;
  throw new InvalidArgumentError('must be a port from 1024 to 65535, or 0 for any');
}

/** As it was written: which port a lab id stands for is known only with the base port. */
export function address(text: string): string {
  if (addressOf(text, BASE_PORT) !== null) return text;
  throw new InvalidArgumentError('must be host:port, a port of this host, or a lab id');
}

/** An address, and who has to be there: `ID@host:port`. */
export function target(text: string): string {
  if (targetOf(text, BASE_PORT) !== null) return text;
  throw new InvalidArgumentError('must be host:port, a port of this host, or a lab id');
}

/** What can be listened on: a name, or an address in either family, with or without brackets. */
export function host(text: string): string {
  const bare = /^\[(.*)\]$/.exec(text)?.[1] ?? text;
  if (isIP(bare) === 6 || parseAddress(`${bare}:1`)?.host !== undefined) return bare.toLowerCase();
  throw new InvalidArgumentError('must be the name or the address of a host, without a port');
}

/** What nobody could type to name the peer, or what would name another, is no name. */
export function nodeName(text: string): string {
  if (isNodeName(text)) return spelled(text, limits.nodeNameBytesMax);
  throw new InvalidArgumentError(
    'must be one word of visible characters, not a number, without ":" and not beginning with "@"',
  );
}

export function networkName(text: string): string {
  if (text === '') throw new InvalidArgumentError('must have at least one character');
  return spelled(text, limits.networkNameBytesMax);
}

export function folderPath(text: string): string {
  if (text !== '' && !text.includes('\0')) return text;
  throw new InvalidArgumentError('must be the path of a folder');
}

export function filePath(text: string): string {
  if (text !== '' && !text.includes('\0')) return text;
  throw new InvalidArgumentError('must be the path of a file');
}

/** Bytes, or KB, MB and GB of 1,024 each. */
export function size(min: number): (text: string) => number {
  return (text) => {
    const [, digits = '', unit = ''] = /^(\d{1,15})\s*(|[KMG]?B)$/i.exec(text) ?? [];
    const bytes = Number(digits) * 1_024 ** UNITS.indexOf(unit.slice(0, -1).toUpperCase());
    if (digits !== '' && Number.isSafeInteger(bytes) && bytes >= min) return bytes;
    const least = min % MEGABYTE === 0 ? `${min / MEGABYTE}MB` : `${min / 1_024}KB`;
    throw new InvalidArgumentError(`must be a size such as 64MB, at least ${least}`);
  };
}

const MEGABYTE = 1_048_576;
const UNITS = ['', 'K', 'M', 'G'];

export function bodies(text: string): 'none' | 'text' | 'all' {
  if (text === 'none' || text === 'text' || text === 'all') return text;
  throw new InvalidArgumentError('must be none, text or all');
}

/** In the order of the list that there is; `none` is an empty one. */
export function discovery(text: string): readonly Discovery[] {
  const words = text.split(',').map((word) => word.trim());
  const known: readonly string[] = discoveries;
  if (text === 'none') return [];
  if (words.every((word) => known.includes(word))) {
    return discoveries.filter((way) => words.includes(way));
  }
  throw new InvalidArgumentError(`must be none, or any of ${discoveries.join(',')}`);
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
