/**
 * The token that came with the address is exchanged for a cookie and taken out of it: it is not to be seen in what
 * somebody copies. A page that was opened without one has the cookie, or is told that it may not look.
 */
export async function beginSession(): Promise<boolean> {
  const said = new URLSearchParams(location.hash.replace(/^#/, ''));
  const token = said.get('token');
  if (token === null) return (await fetch('/api/about')).ok;
  said.delete('token');
  history.replaceState(null, '', `#${said.toString().replaceAll('%2F', '/')}`);
  const response = await fetch('/session', { method: 'POST', body: token });
  return response.ok;
}
