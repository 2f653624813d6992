import { describe, expect, it } from 'vitest';
import { ofOneHost } from '../../../src/overlay/view/of-one-host.ts';

const of = (...addresses: readonly string[]) => ofOneHost(addresses, (address) => address);

describe('who goes first', () => {
  it('is on the host that has most', () => {
    const evil = ['10.0.0.9:1', '10.0.0.9:2'];
    expect(of('10.0.0.1:1', ...evil, '10.0.0.2:1')).toEqual(evil);
    expect(of(...evil, '10.0.0.1:1', '10.0.0.1:2', '10.0.0.2:1').length).toBe(4);
  });

  it('is on the network of one user, where that is IPv6', () => {
    const evil = ['[2001:db8::1]:1', '[2001:db8::ffff:1]:1'];
    expect(of('[2001:db8:1::1]:1', ...evil)).toEqual(evil);
  });

  it('can be anybody where each is on another host, or all on one', () => {
    const apart = ['10.0.0.1:1', '10.0.0.2:1', '10.0.0.3:1'];
    const together = ['127.0.0.1:1', '127.0.0.1:2'];
    expect([of(...apart), of(...together), of()]).toEqual([apart, together, []]);
  });
});
