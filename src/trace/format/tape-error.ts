/**
 * What can go wrong between a tape and its store; `full`: it is as long as it may be, and nothing of it can go. `malformed` never leaves a reader: there it is damage,
 * which is a value.
 */
export type TapeErrorCode = 'exists' | 'io' | 'full' | 'malformed';

export class TapeError extends Error {
  override readonly name = 'TapeError';
  readonly code: TapeErrorCode;

  constructor(code: TapeErrorCode, text: string, options?: ErrorOptions) {
    super(text, options);
    this.code = code;
  }
}

export function malformed(text: string): TapeError {
  return new TapeError('malformed', text);
}
