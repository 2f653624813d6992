import { Worker } from 'node:worker_threads';

/** An input that is never done with stops its thread, so another one has to tell of it. */
export class Watchdog {
  #length;
  #bytes;
  #worker;

  /** @param {string} file where that input is kept @param {string} hint what runs it again */
  constructor(file, hint) {
    const shared = new SharedArrayBuffer(8 + 65_536);
    this.#length = new Int32Array(shared, 0, 2);
    this.#bytes = new Uint8Array(shared, 8);
    this.#worker = new Worker(WATCH, { eval: true, workerData: { shared, file, hint } });
    this.#worker.unref();
  }

  /** @param {Uint8Array} input */
  see(input) {
    const seen = input.subarray(0, this.#bytes.length);
    this.#bytes.set(seen);
    Atomics.store(this.#length, 1, seen.length);
    Atomics.add(this.#length, 0, 1);
  }

  async end() {
    await this.#worker.terminate();
  }
}

const WATCH = `
const { writeFileSync, writeSync } = require('node:fs');
const { workerData: { shared, file, hint } } = require('node:worker_threads');
const length = new Int32Array(shared, 0, 2);
let last = -1;
setInterval(() => {
  const now = Atomics.load(length, 0);
  if (now === last && now > 0) {
    writeFileSync(file, Buffer.from(shared, 8, length[1]));
    writeSync(1, 'FAILED: no end after 20 seconds; again with\\n  ' + hint + '\\n');
    process.kill(process.pid, 'SIGKILL');
  }
  last = now;
}, 20_000);
`;
