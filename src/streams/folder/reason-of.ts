/** What the system says went wrong, without its codes and paths; null if it was not the system. */
export function reasonOf(error: unknown): string | null {
  if (hasCode(error, 'EEXIST', 'ENOTDIR')) return 'not a folder';
  if (hasCode(error, 'ERR_INVALID_ARG_VALUE')) return 'not a path';
  if (!(error instanceof Error) || !('syscall' in error)) return null;
  const [, reason] = /^[A-Z0-9_]+: ([^,]+)/.exec(error.message) ?? [];
  return reason ?? error.message;
}

export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
