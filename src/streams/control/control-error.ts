export type ControlCode = 'not-running' | 'silent' | 'control-in-use' | 'control-failed';

/** Why a node cannot be spoken to, or cannot let itself be spoken to. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
  readonly code: ControlCode;

  constructor(code: ControlCode, text: string) {
    super(text);
    this.code = code;
  }
}
