import { describe, expect, it } from 'vitest';
import { inspectorLimits } from '../../../src/inspector/answers/inspector-limits.ts';
import { newToken, Sessions } from '../../../src/inspector/server/sessions.ts';
import { VirtualClock } from '../../../src/sim/virtual-clock.ts';

describe('a session', () => {
  it('is for whoever has the token, and goes on with a cookie of its own port', () => {
    const { sessions, token } = opened();
    expect([sessions.judge(token), sessions.judge(`${token}x`), sessions.judge('')]).toEqual([
      'right',
      'wrong',
      'wrong',
    ]);
    const cookie = sessions.cookie(4_000);
    expect(cookie).toMatch(/^peertape-4000=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
    expect(cookie).not.toContain(token);
    const [pair = ''] = cookie.split(';');
    expect(sessions.knows(`theme=dark; ${pair}; x=1`, 4_000)).toBe(true);
    expect(sessions.knows(pair, 4_001)).toBe(false);
    expect(sessions.knows(`peertape-4000=${token}`, 4_000)).toBe(false);
    expect(sessions.knows(undefined, 4_000)).toBe(false);
    expect(opened().sessions.knows(pair, 4_000)).toBe(false);
  });

  it('is not for whoever tries: after some wrong tokens they have to wait, and nobody else has', () => {
    const { sessions, token, clock } = opened();
    const { wrongTokensMs } = inspectorLimits;
    for (let tries = 0; tries < inspectorLimits.wrongTokensMax; tries += 1) {
      expect(sessions.judge(newToken())).toBe('wrong');
    }
    expect(sessions.judge(newToken())).toBe('later');
    expect(sessions.judge(token)).toBe('right');
    clock.run(wrongTokensMs * 1_000 - 1);
    expect(sessions.judge(newToken())).toBe('later');
    clock.run(inspectorLimits.wrongTokensMs * 1_000);
    expect(sessions.judge(newToken())).toBe('wrong');
  });

  it('may begin with a token that is good for once', () => {
    const { sessions } = opened();
    const once = sessions.tokenForOnce();
    expect([sessions.judge(once), sessions.judge(once)]).toEqual(['right', 'wrong']);
  });

  it('may not begin with it when inspectorLimits.onceTokenMs are over', () => {
    const { sessions, clock } = opened();
    const [early, late] = [sessions.tokenForOnce(), inspectorLimits.onceTokenMs * 1_000];
    clock.run(late - 1);
    expect(sessions.judge(early)).toBe('right');
    const again = sessions.tokenForOnce();
    clock.run(2 * late);
    expect(sessions.judge(again)).toBe('wrong');
  });
});

function opened() {
  const [token, clock] = [newToken(), new VirtualClock()];
  return { token, clock, sessions: new Sessions(token, clock) };
}
