import { Writable } from 'node:stream';

/** A small terminal: understands as much as a prompt writes, and shows what a user would see. */
export class Screen extends Writable {
  readonly isTTY = true;
  readonly columns: number;
  #rows: string[][] = [[]];
  #row = 0;
  #column = 0;

  constructor(columns: number) {
    super({ decodeStrings: false });
    this.columns = columns;
  }

  get lines(): readonly string[] {
    return this.#rows.map((row) => row.join('').trimEnd());
  }

  get cursor(): { readonly row: number; readonly column: number } {
    return { row: this.#row, column: this.#column };
  }

  override _write(text: string, _: BufferEncoding, done: () => void): void {
    for (const [token] of text.matchAll(TOKENS)) this.#take(token);
    done();
  }

  #take(token: string): void {
    if (token.startsWith(ESC)) this.#control(token.at(-1)!, token.slice(2, -1));
    else if (token === '\n') this.#down();
    else if (token === '\r') this.#column = 0;
    else this.#put(token);
  }

  /** A full row is left only when one more character comes. */
  #put(character: string): void {
    if (this.#column === this.columns) this.#down();
    const row = this.#rows[this.#row]!;
    while (row.length < this.#column) row.push(' ');
    row[this.#column] = character;
    this.#column += 1;
  }

  #down(): void {
    this.#column = 0;
    this.#row += 1;
    if (this.#row === this.#rows.length) this.#rows.push([]);
  }

  #control(letter: string, digits: string): void {
    const count = Number(digits || 1);
    if (letter === 'A') this.#row = Math.max(0, this.#row - count);
    else if (letter === 'B') this.#row = Math.min(this.#rows.length - 1, this.#row + count);
    else if (letter === 'C') this.#column += count;
    else if (letter === 'D') this.#column = Math.max(0, this.#column - count);
    else if (letter === 'G') this.#column = count - 1;
    else if (letter === 'J') this.#clearDown();
    else if (letter === 'K') this.#rows[this.#row]!.splice(this.#column);
    else throw new RangeError(`this screen knows no ${letter}`);
  }

  #clearDown(): void {
    this.#rows[this.#row]!.splice(this.#column);
    this.#rows.splice(this.#row + 1);
  }
}

const ESC = '\u001b';
const TOKENS = new RegExp(`${ESC}\\[[\\d;]*[A-Za-z]|.`, 'gsu');
