import { limits } from './limits.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * `host:port`, or `[host]:port` around an IPv6 host. Names are not looked up here, and a text that
 * only a resolver would refuse is an address. Hosts come back in lower case, so that one place has
 * one text.
 */
export function parseAddress(text: string): Address | null {
  if (text.length > limits.addressBytesMax) return null;
  const [, v6, name, digits] = /^(?:\[([^\]]*)\]|([^:[\]]*)):([1-9][0-9]{0,4})$/.exec(text) ?? [];
  const port = Number(digits);
  if (digits === undefined || port > PORT_MAX) return null;
  if (v6 !== undefined) return isIpv6(v6) ? { host: v6.toLowerCase(), port } : null;
  return name !== undefined && isHost(name) ? { host: name.toLowerCase(), port } : null;
}

export function formatAddress(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

const PORT_MAX = 65_535;
const HOST_BYTES_MAX = 253;
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/i;

/** A name whose last part is a number can only be meant as IPv4, and resolvers take hexadecimal ones for numbers, too. */
function isHost(host: string): boolean {
  const labels = host.split('.');
  if (/^(?:[0-9]+|0x[0-9a-f]*)$/i.test(labels.at(-1) ?? '')) return isIpv4(host);
  return host.length <= HOST_BYTES_MAX && labels.every((label) => LABEL.test(label));
}

function isIpv4(host: string): boolean {
  const parts = host.split('.');
  return (
    parts.length === 4 &&
    parts.every((part) => /^(?:0|[1-9][0-9]{0,2})$/.test(part) && Number(part) <= 255)
  );
}

/** Eight groups of 16 bits; an IPv4 tail stands for two, and one `::` for at least one of zeros. */
function isIpv6(host: string): boolean {
  const halves = host.split('::');
  if (halves.length > 2) return false;
  let groups = 0;
  for (const [index, half] of halves.entries()) {
    const isLast = index === halves.length - 1;
    const count = half === '' ? 0 : countGroups(half.split(':'), isLast);
    if (count === null) return false;
    groups += count;
  }
  return halves.length === 2 ? groups <= 7 : groups === 8;
}

function countGroups(parts: readonly string[], mayEndInIpv4: boolean): number | null {
  const tail = parts.at(-1) ?? '';
  const endsInIpv4 = mayEndInIpv4 && isIpv4(tail);
  const groups = endsInIpv4 ? parts.slice(0, -1) : parts;
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? groups.length + (endsInIpv4 ? 2 : 0)
    : null;
}
