/** Where a link comes from, as far as one user can be told from another there. */
export interface Host {
  /** An IPv4 address, the first half of an IPv6 one (which is what one user gets), or a name. */
  readonly name: string;
  readonly isLoopback: boolean;
}

/** Of the address of a link, as its world gives it: not every one of these could be dialled. */
export function hostOf(address: string): Host {
  const text = textOf(address);
  if (!text.includes(':')) return ofIpv4(text);
  const groups = groupsOf(text.toLowerCase());
  const mapped = groups.slice(0, 6).join(':') === MAPPED ? ipv4Of(groups.slice(6)) : null;
  if (mapped !== null) return ofIpv4(mapped);
  const isLoopback = groups.join(':') === LOOPBACK;
  return { name: `${groups.slice(0, 4).join(':')}::/64`, isLoopback };
}

/** Only its name. Many are looked through at once, and most are of IPv4. */
export function hostNameOf(address: string): string {
  return address.startsWith('[')
    ? hostOf(address).name
    : address.slice(0, address.lastIndexOf(':'));
}

/** To which host of IPv4 a gateway would carry it, as the address says itself (RFC 6052, 3056); null: no gateway would. */
export function carriedToIpv4(address: string): string | null {
  const text = textOf(address);
  if (!text.includes(':')) return null;
  const groups = groupsOf(text.toLowerCase());
  if (groups.slice(0, 6).join(':') === TRANSLATED) return ipv4Of(groups.slice(6));
  return groups[0] === TUNNELLED ? ipv4Of(groups.slice(1, 3)) : null;
}

const MAPPED = '0:0:0:0:0:ffff';
const TRANSLATED = '64:ff9b:0:0:0:0';
const TUNNELLED = '2002';
const LOOPBACK = '0:0:0:0:0:0:0:1';

function textOf(address: string): string {
  return address.slice(0, address.lastIndexOf(':')).replaceAll(/^\[|%.*$|\]$/g, '');
}

function ofIpv4(name: string): Host {
  return { name, isLoopback: /^127(?:\.\d{1,3}){3}$/.test(name) };
}

/** All eight, of which `::` stands for those that are zero, and an IPv4 tail for the last two. */
function groupsOf(text: string): readonly string[] {
  const [head = '', tail] = text.replace(/\d+(?:\.\d+){3}$/, hexOf).split('::');
  const before = partsOf(head);
  const after = partsOf(tail ?? '');
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return [...before, ...zeros, ...after];
}

function partsOf(half: string): readonly string[] {
  return half === '' ? [] : half.split(':').map((part) => part.replace(/^0+(?=.)/, ''));
}

function hexOf(ipv4: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = ipv4.split('.').map(Number);
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

function ipv4Of(groups: readonly string[]): string {
  const bytes = groups.flatMap((group) => {
    const bits = Number.parseInt(group, 16);
    return [bits >> 8, bits & 255];
  });
  return bytes.join('.');
}
