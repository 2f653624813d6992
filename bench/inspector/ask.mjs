import { Agent, request } from 'node:http';

/**
 * Asks an inspector as its page does, over one connection that stays.
 */
export class Asker {
  #origin;
  #cookie = '';
  #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  /** @param {URL} url  As it is printed, with its token. */
  constructor(url) {
    this.#origin = url.origin;
    this.token = /token=([\w-]+)/.exec(url.hash)?.[1] ?? '';
  }

  async enter() {
    const { headers } = await this.#request('/session', 'POST', this.token);
    this.#cookie = String(headers['set-cookie']).split(';')[0] ?? '';
  }

  get cookie() {
    return this.#cookie;
  }

  /**
   * @param {string} path
   * @returns {Promise<any>}
   */
  async ask(path) {
    const { status, text } = await this.#request(path, 'GET', '');
    if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
    return JSON.parse(text);
  }

  /**
   * The milliseconds until the whole answer was there.
   *
   * @param {string} path
   */
  async timed(path) {
    const began = performance.now();
    await this.ask(path);
    return performance.now() - began;
  }

  close() {
    this.#agent.destroy();
  }

  /**
   * @param {string} path
   * @param {string} method
   * @param {string} body
   * @returns {Promise<{ status: number | undefined, headers: import('node:http').IncomingHttpHeaders, text: string }>}
   */
  #request(path, method, body) {
    return new Promise((resolve, reject) => {
      const headers = { cookie: this.#cookie };
      const asked = request(this.#origin + path, { method, headers, agent: this.#agent });
      asked.on('response', (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece) => (text += piece));
        response.on('end', () =>
          resolve({ status: response.statusCode, headers: response.headers, text }),
        );
      });
      asked.on('error', reject);
      asked.end(body);
    });
  }
}
