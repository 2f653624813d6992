/** Variables of a process whose wall clock goes wrong by so much; how fast time passes is the same for all. */
export function clockOffBy(ms: number): Readonly<Record<string, string>> {
  const module = encodeURIComponent(shift.replaceAll('OFF_BY', String(ms)));
  return { NODE_OPTIONS: `--import data:text/javascript,${module}` };
}

const shift = `
const Wall = Date;
globalThis.Date = class extends Wall {
  constructor(...parts) {
    if (parts.length === 0) super(Wall.now() + OFF_BY);
    else super(...parts);
  }
  static now() {
    return Wall.now() + OFF_BY;
  }
};
Object.defineProperty(performance, 'timeOrigin', { value: performance.timeOrigin + OFF_BY });
`;
