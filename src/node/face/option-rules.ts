/** Throws a RangeError, in one line that says what an option must be. */
export function hold(isSound: boolean, sentence: string): void {
  if (!isSound) throw new RangeError(sentence);
}

export function isWhole(value: unknown, min: number, max: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max;
}

export function listOf(
  option: string,
  given: readonly string[],
  max: number,
  read: (text: string) => string | null,
): readonly string[] {
  hold(Array.isArray(given), `${option} must be a list of addresses`);
  hold(given.length <= max, `${option} must be ${max} addresses at most`);
  return given.map((text: unknown) => {
    const address = typeof text === 'string' ? read(text) : null;
    const such = 'host:port, a port of this host, or a lab id';
    hold(address !== null, `${option} must be addresses (${such}), and ${String(text)} is none`);
    return address!;
  });
}
