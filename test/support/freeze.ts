interface Process {
  readonly pid: number;
}

/** It stands still as it is, its links with it, as after Ctrl-Z or in a laptop that was closed. */
export function freeze({ pid }: Process): void {
  process.kill(pid, 'SIGSTOP');
}

export function thaw({ pid }: Process): void {
  process.kill(pid, 'SIGCONT');
}
