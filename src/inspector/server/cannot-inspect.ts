/** Why there is no page, for its user. */
export class CannotInspect extends Error {
  override readonly name = 'CannotInspect';
  readonly code: CannotInspectCode;

  constructor(code: CannotInspectCode, text: string, options?: ErrorOptions) {
    super(text, options);
    this.code = code;
  }
}

export type CannotInspectCode = 'unreadable' | 'newer' | 'port-busy' | 'listen-failed';

/** Why nobody can listen there; a fault of our own stays as it is. */
export function cannotListen(error: unknown, port: number): unknown {
  const { code, syscall } = Object(error) as NodeJS.ErrnoException;
  if (syscall !== 'listen') return error;
  if (code === 'EADDRINUSE') {
    return new CannotInspect('port-busy', `another process listens on port ${port}`);
  }
  return new CannotInspect('listen-failed', `cannot listen on port ${port}: ${code}`);
}
