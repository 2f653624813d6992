const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';

/** Five bits a letter, in lower case and without padding; the last letter is filled up with zeros. */
export function base32(bytes: Uint8Array): string {
  const letters = Math.ceil((bytes.length * 8) / 5);
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0'))
    .join('')
    .padEnd(letters * 5, '0');
  return (bits.match(/.{5}/g) ?? []).map((five) => LETTERS[parseInt(five, 2)]).join('');
}
