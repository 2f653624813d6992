/** `refused`: whoever shows the tape does not know this page. `lost`: nobody answers. */
export type Session = 'open' | 'refused' | 'lost';

/**
 * The token that came with the address is exchanged for a cookie and taken out of it: it is not to be seen in what
 * somebody copies. A page that was opened without one has the cookie, or is told that it may not look.
 */
export async function beginSession(): Promise<Session> {
  // The whole address pasted into an open page changes its fragment only, and no browser loads it anew for that.
  addEventListener('hashchange', () => {
    if (tokenIn(location.hash) !== null) location.reload();
  });
  try {
    return (await present(tokenIn(location.hash))).ok ? 'open' : 'refused';
  } catch {
    return 'lost';
  }
}

function present(token: string | null): Promise<Response> {
  if (token === null) return fetch('/api/about');
  const said = new URLSearchParams(location.hash.slice(1));
  said.delete('token');
  history.replaceState(null, '', `#${said.toString().replaceAll('%2F', '/')}`);
  return fetch('/session', { method: 'POST', body: token });
}

function tokenIn(hash: string): string | null {
  return new URLSearchParams(hash.slice(1)).get('token');
}
