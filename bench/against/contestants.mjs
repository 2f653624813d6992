/**
 * Who is measured, and what their processes are started with. Whoever uses the library can start a program with the
 * option of V8 that the command line sets for itself; what it is worth is told beside.
 */
const polyfill = new URL('promise-with-resolvers.mjs', import.meta.url).href;
const option = '--no-allocation-site-pretenuring';

/** @type {Readonly<Record<string, import('./start-part.mjs').PartKind>>} */
const kinds = {
  peertape: { who: 'peertape', execArgv: [option] },
  'peertape without the option of V8': { who: 'peertape' },
  libp2p: { who: 'libp2p', execArgv: ['--import', polyfill] },
  raw: { who: 'raw' },
};

/** @type {import('./start-part.mjs').PartKind} */
export const dumb = { who: 'dumb' };

/**
 * @typedef {object} Contestant
 * @property {string} name
 * @property {import('./start-part.mjs').PartKind} kind
 * @property {boolean} isOurs  Of ours the closing is timed too, with or without a tape.
 * @property {boolean} isTaped
 * @property {Record<string, unknown>} settings  What its jobs are told.
 *
 * @param {string} name
 * @param {Record<string, unknown>} [settings]
 * @returns {Contestant}
 */
export function ours(name, settings = {}) {
  return contestant(name, 'peertape', settings, { isOurs: true, isTaped: true });
}

/**
 * @param {string} name
 * @param {Record<string, unknown>} [settings]
 */
export function oursUntaped(name, settings = {}) {
  return contestant(name, 'peertape', settings, { isOurs: true, isTaped: false });
}

/**
 * @param {string} name
 * @param {Record<string, unknown>} [settings]
 */
export function oursWithoutOption(name, settings = {}) {
  const kind = 'peertape without the option of V8';
  return contestant(name, kind, settings, { isOurs: true, isTaped: true });
}

/**
 * @param {string} name
 * @param {'libp2p' | 'raw'} kind
 * @param {Record<string, unknown>} [settings]
 */
export function other(name, kind, settings = {}) {
  return contestant(name, kind, settings, { isOurs: false, isTaped: false });
}

/**
 * @param {string} name
 * @param {string} kind
 * @param {Record<string, unknown>} settings
 * @param {Pick<Contestant, 'isOurs' | 'isTaped'>} what
 * @returns {Contestant}
 */
function contestant(name, kind, settings, what) {
  return { name, kind: kinds[kind] ?? { who: '' }, settings, ...what };
}
