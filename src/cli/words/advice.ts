import { hintFor } from '../../node/telling/code-words.ts';
import type { Refused } from '../../node/telling/node-event.ts';
import { limits } from '../../protocol/limits.ts';

/** What to do about a dial that failed: said once for each reason, for a contact is dialled again and again. */
export class Advice {
  /** By address, the last reason. */
  readonly #given = new Map<string, string>();

  /** Empty if there is none, or it has been given. */
  on({ address, inbound, code }: Pick<Refused, 'address' | 'inbound' | 'code'>): string {
    if (inbound || this.#given.get(address) === code) return '';
    this.#given.delete(address);
    this.#given.set(address, code);
    const [first] = this.#given.keys();
    if (this.#given.size > limits.contactsMax) this.#given.delete(first!);
    return hintFor(code, 'connect');
  }
}
