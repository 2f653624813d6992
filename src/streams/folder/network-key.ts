import { limits } from '../../protocol/limits.ts';
import { readBounded } from './read-bounded.ts';
import { reasonOf } from './reason-of.ts';

/** Why a file is no network key, in one line, and what its user can do about it. */
export class NetworkKeyError extends Error {
  override readonly name = 'NetworkKeyError';
  readonly hint: string;

  constructor(text: string, hint: string) {
    super(text.replaceAll(/\p{Cc}/gu, '?'));
    this.hint = hint.replaceAll(/\p{Cc}/gu, '?');
  }
}

/** The bytes of a file but for one line end at their end; the same for all nodes of a network. */
export async function readNetworkKey(path: string): Promise<Uint8Array> {
  const file = await readOrFail(path);
  if (file.isOpenToOthers) {
    throw new NetworkKeyError(`others can read the network key ${path}`, `chmod 600 ${path}`);
  }
  const key = withoutLineEnd(file.bytes);
  if (key.length < limits.networkKeyBytesMin || key.length > limits.networkKeyBytesMax) {
    throw new NetworkKeyError(
      `the network key ${path} has not ${limits.networkKeyBytesMin} to ${limits.networkKeyBytesMax} bytes`,
      'peertape key FILE makes one',
    );
  }
  return key;
}

async function readOrFail(path: string) {
  const lineEndBytes = 2;
  try {
    const file = await readBounded(path, limits.networkKeyBytesMax + lineEndBytes);
    if (file !== null) return file;
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === null) throw error;
    throw new NetworkKeyError(`cannot read the network key ${path}: ${reason}`, '');
  }
  throw new NetworkKeyError(`there is no network key ${path}`, `peertape key ${path} makes one`);
}

function withoutLineEnd(bytes: Uint8Array): Uint8Array {
  if (bytes.at(-1) !== LF) return bytes;
  return bytes.subarray(0, bytes.at(-2) === CR ? -2 : -1);
}

const LF = 10;
const CR = 13;
