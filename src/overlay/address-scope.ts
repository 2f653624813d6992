import { carriedToIpv4, hostOf } from './host-of.ts';

/** How far an address reaches: this host, this site, or everywhere. */
export type Scope = 'loopback' | 'private' | 'public';

/** Of `host:port`. Names are not looked up, and count as public, but for the one that means this host. */
export function scopeOf(address: string): Scope {
  const { name, isLoopback } = hostOf(address);
  const host = name.toLowerCase();
  if (isLoopback || /^(?:.+\.)?localhost\.?$/.test(host)) return 'loopback';
  if (!host.endsWith('::/64')) return PRIVATE_IPV4.test(host) ? 'private' : 'public';
  const carriedTo = carriedToIpv4(address);
  // Where a gateway does that, the near host is its own, or one behind it, and it may stand here.
  if (carriedTo !== null) return scopeOf(`${carriedTo}:0`) === 'public' ? 'public' : 'private';
  return scopeOfIpv6(host);
}

/** Whether somebody whose own link is of that scope can know: nobody far away tells what is near. */
export function isWithin(address: string, teller: Scope): boolean {
  return REACH[scopeOf(address)] >= REACH[teller];
}

/** Whether it takes somebody else to say which host that is; nobody else says what is called `localhost`. */
export function isNamed(address: string): boolean {
  const { name } = hostOf(address);
  return !name.endsWith('::/64') && !/^[\d.]+$/.test(name) && scopeOf(address) !== 'loopback';
}

const REACH: Readonly<Record<Scope, number>> = { loopback: 0, private: 1, public: 2 };

/** Private use, link-local, shared by carriers, benchmarks, and what is no host: 0, multicast, reserved. */
const PRIVATE_IPV4 =
  /^(?:0|10|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])|198\.1[89]|2(?:2[4-9]|[3-5]\d))\.[\d.]+$/;

/** Unique local, link-local and multicast addresses, those of a site's own gateway; and `::`, which is this host. */
function scopeOfIpv6(half: string): Scope {
  if (half === '0:0:0:0::/64' || half.startsWith('64:ff9b:1:')) return 'private';
  const first = Number.parseInt(half, 16);
  const isNear = (first & 0xfe00) === 0xfc00 || (first & 0xff80) === 0xfe80 || first >= 0xff00;
  return isNear ? 'private' : 'public';
}
