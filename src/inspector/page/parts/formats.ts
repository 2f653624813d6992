/** A time of the run: `12.034 s`, `4 min 12.034 s`, `2 h 04 min`. */
export function runTime(us: number): string {
  const ms = Math.round(us / 1_000);
  const seconds = Math.floor(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  const rest = `${seconds % 60}.${String(ms % 1_000).padStart(3, '0')} s`;
  if (minutes === 0) return rest;
  if (minutes < 60) return `${minutes} min ${rest.padStart(8, '0')}`;
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min ${two(seconds % 60)} s`;
}

/** How long something is or was: `850 µs`, `12 ms`, `3.2 s`, `2 min`. */
export function duration(us: number): string {
  if (Math.abs(us) < 1_000) return `${Math.round(us)} µs`;
  if (Math.abs(us) < 1e6) return `${round(us / 1e3)} ms`;
  if (Math.abs(us) < 60e6) return `${round(us / 1e6)} s`;
  return Math.abs(us) < 3600e6 ? `${round(us / 60e6)} min` : `${round(us / 3600e6)} h`;
}

/** The wall’s time where whoever looks is: `14:03:07.123`. */
export function wallTime(ms: number): string {
  const at = new Date(ms);
  const clock = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':');
  return `${clock}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}

/** `2026-11-21 14:03:07.123`. */
export function wallDate(ms: number): string {
  const at = new Date(ms);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${wallTime(ms)}`;
}

/** `12,345`. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 turn`, `2,000 turns`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** `512 B`, `1.2 KB`, `34 MB`. */
export function byteCount(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  const units = ['KB', 'MB', 'GB', 'TB'];
  let size = bytes / 1_000;
  let unit = 0;
  for (; size >= 999.5 && unit < units.length - 1; unit += 1) size /= 1_000;
  return `${size < 10 ? round(size) : Math.round(size)} ${units[unit]}`;
}

/** As much of a peer’s id as people are shown: `@55ms4geg`. */
export function shortPeer(id: string): string {
  return id === '' ? '' : `@${id.slice(0, 8)}`;
}

function round(value: number): string {
  return Math.abs(value) < 10 ? String(Number(value.toFixed(1))) : String(Math.round(value));
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
