import type { IncomingMessage } from 'node:http';
import { inspectorLimits } from '../answers/inspector-limits.ts';

/** Why somebody is not answered. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly text: string;
}

/**
 * Who is let in at all. Whatever runs in the user's browser can ask a server on this machine, and a token alone
 * does not help against all of it:
 *
 * - a name that is made to lead to this machine (DNS rebinding) would make a stranger's page one of ours:
 *   so `Host` has to be an address of this machine, with our port;
 * - a stranger's page, or one of another server of this machine, can send what a browser asks nobody for:
 *   so `Origin`, where there is one, has to be our own, and `Sec-Fetch-Site` says that we asked ourselves,
 *   or the user did. Only the page itself may be come to from elsewhere, as by a link: it says nothing.
 */
export function turnedAway(request: IncomingMessage, port: number): Refusal | null {
  const { method = '', url = '', headers } = request;
  if (!isOwnHost(headers.host, port)) {
    return refusal('wrong-host', 'this is asked for by another name than it has');
  }
  if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`) {
    return refusal('wrong-origin', 'another page may not ask this');
  }
  if (!isOwnSite(request)) return refusal('wrong-site', 'another site may not ask this');
  if (url.length > inspectorLimits.urlUnitsMax) {
    const text = `a question has at most ${inspectorLimits.urlUnitsMax} characters`;
    return { status: 414, code: 'too-long', text };
  }
  const isExchange = url === SESSION_PATH;
  if (isExchange ? method === 'POST' : method === 'GET' || method === 'HEAD') return null;
  return WRONG_METHOD;
}

export const WRONG_METHOD: Refusal = {
  status: 405,
  code: 'wrong-method',
  text: 'this can be looked at, and nothing else',
};

/** Where a token is exchanged for a cookie. */
export const SESSION_PATH = '/session';

function isOwnHost(host: string | undefined, port: number): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].some((name) => host === `${name}:${port}`);
}

function isOwnSite({ url, headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return true;
  return url === '/' && headers['sec-fetch-dest'] === 'document';
}

function refusal(code: string, text: string): Refusal {
  return { status: 403, code, text };
}
