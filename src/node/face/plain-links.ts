import { parseAddress } from '../../protocol/address.ts';

/** Plain links are for this host only: whatever a host is called that every machine takes for itself. */
export function isThisHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** Why there can be no plain link to an address; null if there can. */
export function tooFarForPlain(address: string): { text: string; hint: string } | null {
  const parsed = parseAddress(address.replace(/^[a-z2-7]{52}@/, ''));
  if (parsed === null || isThisHost(parsed.host)) return null;
  return {
    text: `plain links stay on this host, and ${parsed.host} is another`,
    hint: 'name a port of this host, or leave out --insecure: links are encrypted then',
  };
}
