import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../streams/clock.ts';
import { inspectorLimits } from '../answers/inspector-limits.ts';

/** What nobody can guess, for the fragment of an address: browsers keep that to themselves. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * Who may look: whoever has the token gets a cookie for it, which is another secret, so that a copy of
 * either is none of the other. Cookies know no ports, so its name has ours.
 */
export class Sessions {
  readonly #token: Buffer;
  readonly #secret = newToken();
  readonly #secretDigest = digestOf(this.#secret);
  readonly #clock: Pick<Clock, 'now'>;
  #once: Buffer | null = null;
  #onceUntil = 0;
  #wrong = 0;
  #wrongSince = 0;

  constructor(token: string, clock: Pick<Clock, 'now'>) {
    this.#token = digestOf(token);
    this.#clock = clock;
  }

  /**
   * `later`: too many were wrong, and this is another one. Nobody guesses what is right, so whoever has it is
   * not kept waiting by those who try.
   */
  judge(token: string): 'right' | 'wrong' | 'later' {
    const now = this.#clock.now();
    if (now - this.#wrongSince >= inspectorLimits.wrongTokensMs * 1_000) this.#wrong = 0;
    if (isSame(token, this.#token) || this.#isOnce(token)) return 'right';
    if (this.#wrong >= inspectorLimits.wrongTokensMax) return 'later';
    if (this.#wrong === 0) this.#wrongSince = now;
    this.#wrong += 1;
    return 'wrong';
  }

  /**
   * Another token, in the place of the last of these: for an address that is given to another program, where all
   * users of this machine can see it: so it is not good for long either.
   */
  tokenForOnce(): string {
    const token = newToken();
    this.#once = digestOf(token);
    this.#onceUntil = this.#clock.now() + inspectorLimits.onceTokenMs * 1_000;
    return token;
  }

  #isOnce(token: string): boolean {
    if (this.#once === null || !isSame(token, this.#once)) return false;
    this.#once = null;
    return this.#clock.now() < this.#onceUntil;
  }

  cookie(port: number): string {
    return `${nameFor(port)}=${this.#secret}; HttpOnly; SameSite=Strict; Path=/`;
  }

  /** Whether this is the `Cookie` of somebody who had the token. */
  knows(cookies: string | undefined, port: number): boolean {
    const start = `${nameFor(port)}=`;
    const ours = (cookies ?? '').split('; ').filter((each) => each.startsWith(start));
    return ours.some((each) => isSame(each.slice(start.length), this.#secretDigest));
  }
}

function nameFor(port: number): string {
  return `peertape-${port}`;
}

/** Digests have one length, and what differs in them says nothing of what is right. */
function isSame(text: string, digest: Buffer): boolean {
  return timingSafeEqual(digestOf(text), digest);
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
