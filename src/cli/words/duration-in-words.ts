/** As people say it, with no more than two parts: `2.2 s`, `5 min 3 s`, `2 d 4 h`. */
export function durationInWords(ms: number): string {
  if (ms < MINUTE) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  for (const [large, largeName, small, smallName] of parts) {
    if (ms >= large) {
      return `${Math.floor(ms / large)} ${largeName} ${Math.floor((ms % large) / small)} ${smallName}`;
    }
  }
  return '';
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const parts = [
  [DAY, 'd', HOUR, 'h'],
  [HOUR, 'h', MINUTE, 'min'],
  [MINUTE, 'min', SECOND, 's'],
] as const;
