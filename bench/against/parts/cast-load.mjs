import { nowNs } from '../payload.mjs';
import { castNumber, castText } from './cast-text.mjs';

/** After so long without any delivery, what has not come will not. */
const patienceMs = 10_000;

/**
 * Texts told to everybody by several nodes in turn, so many of them on their way at once: the next is told when one has
 * come to all. Each node is ticked off for each text, so that what comes twice or never is seen.
 *
 * @typedef {object} Plan
 * @property {number} first  The number of its first text: no two loads have the same.
 * @property {number} count
 * @property {number} window
 * @property {readonly number[]} publishers
 * @property {readonly number[]} hearers  All who have to get every text but their own.
 * @property {(publisher: number, text: Buffer) => Promise<unknown>} publish
 * @property {{ after: number, happens: () => Promise<unknown> } | null} incident  Once so many have been told.
 *
 * @typedef {{ started: number, ended: number, deliveries: number, missed: number, twice: number }} Spread
 */
export class CastLoad {
  #plan;
  #told = 0;
  #underWay = 0;
  #started = 0;
  #lastCame = 0;
  #deliveries = 0;
  #twice = 0;
  /** By hearer, whether each text has come; of the others, nothing. */
  #came;
  /** Of each text, how many still lack it. */
  #lacking;
  /** @type {Promise<unknown>} */
  #incident = Promise.resolve();
  #finish = () => {};
  #fail = (/** @type {unknown} */ _error) => {};

  /** @param {Plan} plan */
  constructor(plan) {
    this.#plan = plan;
    const { hearers, count } = plan;
    this.#came = new Map(hearers.map((hearer) => [hearer, new Uint8Array(count)]));
    this.#lacking = new Uint16Array(count).fill(hearers.length - 1);
  }

  /** @returns {Promise<Spread>} when all have come, or nothing comes any more */
  async run() {
    const over = new Promise((resolve, reject) => {
      this.#finish = () => resolve(undefined);
      this.#fail = reject;
    });
    this.#started = nowNs();
    this.#lastCame = this.#started;
    const watch = setInterval(() => this.#loseHope(), patienceMs / 10);
    try {
      this.#tell();
      await over;
      await this.#incident;
    } finally {
      clearInterval(watch);
    }
    return {
      started: this.#started,
      ended: this.#lastCame,
      deliveries: this.#deliveries,
      missed: this.#lacking.reduce((sum, lacking) => sum + lacking, 0),
      twice: this.#twice,
    };
  }

  /**
   * @param {number} hearer
   * @param {Uint8Array} text
   */
  hear(hearer, text) {
    const { first, count } = this.#plan;
    const at = castNumber(text) - first;
    const came = this.#came.get(hearer);
    // A newcomer does not count, nor what is left of a load before.
    if (came === undefined || at < 0 || at >= count) return;
    if (came[at] === 1) {
      this.#twice += 1;
      return;
    }
    came[at] = 1;
    this.#deliveries += 1;
    const lacking = (this.#lacking[at] ?? 0) - 1;
    this.#lacking[at] = lacking;
    if (lacking > 0) return;
    this.#lastCame = nowNs();
    this.#underWay -= 1;
    this.#tell();
  }

  #tell() {
    const { first, count, window, publishers, publish, incident } = this.#plan;
    while (this.#underWay < window && this.#told < count) {
      const publisher = publishers[this.#told % publishers.length] ?? 0;
      publish(publisher, castText(first + this.#told)).catch(this.#fail);
      this.#told += 1;
      this.#underWay += 1;
      if (this.#told === incident?.after) {
        this.#incident = incident.happens();
        this.#incident.catch(this.#fail);
      }
    }
    if (this.#underWay === 0) this.#finish();
  }

  /** Those that were under way are lost, and others are told in their place. */
  #loseHope() {
    if (nowNs() - this.#lastCame < patienceMs * 1e6) return;
    this.#underWay = 0;
    this.#lastCame = nowNs();
    this.#tell();
  }
}
