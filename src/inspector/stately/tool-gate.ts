import type { IncomingMessage } from 'node:http';
import { inspectorLimits } from '../answers/inspector-limits.ts';

export interface ToolGate {
  /** The one that is listened on. */
  readonly port: number;
  /** Pages of others that may listen, as `https://stately.ai`. */
  readonly origins: readonly string[];
  /** `later`: too many were wrong to judge another one now. */
  readonly judge: (token: string) => 'right' | 'wrong' | 'later';
}

/**
 * Why a tool is not let in; null: it is. What runs in any page of a browser may open a WebSocket to this machine,
 * and no browser asks first. So the token has to be right, `Host` has to be this machine by an address of
 * its own, and a page has to be ours, or one that the user has named.
 */
export function refusalOf(
  { url = '', headers }: IncomingMessage,
  { port, origins, judge }: ToolGate,
): string | null {
  if (url.length > inspectorLimits.urlUnitsMax) return '414 URI Too Long';
  if (url.replace(/\?.*$/s, '') !== TOOL_PATH) return '404 Not Found';
  const hosts = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`);
  if (!hosts.includes(headers.host ?? '')) return '403 Forbidden';
  const mayCome = [...hosts.map((host) => `http://${host}`), ...origins];
  if (headers.origin !== undefined && !mayCome.includes(headers.origin)) return '403 Forbidden';
  switch (judge(wishesIn(url).get('token') ?? '')) {
    case 'right':
      return null;
    case 'wrong':
      return '401 Unauthorized';
    case 'later':
      return '429 Too Many Requests';
  }
}

/** Where tools connect to. */
const TOOL_PATH = '/stately';

/** What stands behind the question mark; whatever was asked, it does not throw. */
export function wishesIn(url: string): URLSearchParams {
  return new URLSearchParams(url.replace(/^[^?]*/, ''));
}
