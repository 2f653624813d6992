/** What is told to everybody: 100 bytes of text, no two alike, which begin with a number of so many digits. */
const digits = 8;
const bytes = 100;
const filling = Buffer.from('. Peers tell each other things, '.repeat(bytes)).subarray(
  0,
  bytes - digits,
);
const zero = 48;

/** @param {number} number */
export function castText(number) {
  return Buffer.concat([Buffer.from(String(number).padStart(digits, '0')), filling]);
}

/** @param {Uint8Array} text */
export function castNumber(text) {
  if (text.length !== bytes) throw new RangeError(`a text of ${text.length} bytes came`);
  let number = 0;
  for (let at = 0; at < digits; at += 1) number = 10 * number + (text[at] ?? NaN) - zero;
  return number;
}
