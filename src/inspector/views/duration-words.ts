/** Microseconds as people say them: `15 s`, `2.5 ms`, `90 us`. */
export function formatDuration(us: number): string {
  if (us >= 1_000_000) return `${rounded(us / 1_000_000)} s`;
  return us >= 1_000 ? `${rounded(us / 1_000)} ms` : `${us} us`;
}

function rounded(number: number): string {
  return String(Number(number.toFixed(3)));
}
