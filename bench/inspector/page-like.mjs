import { request } from 'node:http';
import { Asker } from './ask.mjs';

/** What a page asks of each moment that it shows, with the chart in its middle. */
const asked = ['moment?', 'actor?actor=node', 'actors?count=60', 'timeline?buckets=400'];

/** Follows a node as a page does: it hears of each change, and asks for the newest moment when it has the one before. */
export class PageLike {
  moments = 0;
  /** The last turn that it has shown. */
  shown = 0;
  #asker;
  #head = 0;
  #isAsking = false;
  /** @type {import('node:http').ClientRequest | null} */
  #events = null;

  /**
   * @param {URL} url
   * @param {readonly string[]} asks
   */
  constructor(url, asks = asked) {
    this.#asker = new Asker(url);
    this.url = url;
    this.asks = asks;
  }

  async open() {
    await this.#asker.enter();
    this.#events = eventsOf(this.url, this.#asker.cookie, (stream) => {
      let text = '';
      stream.setEncoding('utf8').on('data', (piece) => {
        text += piece;
        const events = text.split('\n\n');
        text = events.pop() ?? '';
        const head = events.findLast((event) => event.startsWith('event: head'));
        if (head === undefined) return;
        this.#head = JSON.parse(head.slice(head.indexOf('data: ') + 6)).lastTurn;
        void this.#askOn();
      });
    });
  }

  close() {
    this.#events?.destroy();
    this.#asker.close();
  }

  async #askOn() {
    if (this.#isAsking) return;
    this.#isAsking = true;
    while (this.shown < this.#head) {
      const turn = this.#head;
      try {
        for (const what of this.asks) await this.#asker.ask(`/api/${what}&turn=${turn}`);
      } catch (error) {
        // It has been closed.
        if (this.#events?.destroyed === true) return;
        throw error;
      }
      this.shown = turn;
      this.moments += 1;
    }
    this.#isAsking = false;
  }
}

/**
 * One that hears of nothing that it is told.
 *
 * @param {URL} url
 */
export async function deafPage(url) {
  const asker = new Asker(url);
  await asker.enter();
  const { cookie } = asker;
  asker.close();
  return eventsOf(url, cookie, (stream) => stream.pause());
}

/**
 * @param {URL} url
 * @param {string} cookie
 * @param {(stream: import('node:http').IncomingMessage) => void} hear
 */
function eventsOf(url, cookie, hear) {
  const events = request(`${url.origin}/api/events`, { headers: { cookie }, agent: false }, hear);
  events.on('error', () => {});
  events.end();
  return events;
}
