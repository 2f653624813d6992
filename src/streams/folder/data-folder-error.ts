import { BadIdentity } from '../identity/bad-identity.ts';
import { reasonOf } from './reason-of.ts';

export type DataFolderCode = 'folder-in-use' | 'folder-failed' | 'bad-identity';

/** Why a data folder cannot be used, in one line, and what its user can do about it. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
  readonly code: DataFolderCode;
  readonly hint: string;

  constructor(code: DataFolderCode, text: string, hint = '', options?: ErrorOptions) {
    super(inOneLine(text), options);
    this.code = code;
    this.hint = inOneLine(hint);
  }
}

/** What went wrong with a folder; a fault of our own stays as it is. */
export function folderError(path: string, error: unknown): unknown {
  if (error instanceof DataFolderError) return error;
  if (error instanceof BadIdentity) {
    const text = `no identity in ${path}: ${error.message}`;
    const hint =
      'put back both identity.key and identity.crt, or move them away to become somebody new';
    return new DataFolderError('bad-identity', text, hint, { cause: error });
  }
  const reason = reasonOf(error);
  if (reason === null) return error;
  return new DataFolderError('folder-failed', `cannot use ${path}: ${reason}`, '', {
    cause: error,
  });
}

function inOneLine(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '?');
}
