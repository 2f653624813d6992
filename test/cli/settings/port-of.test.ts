import { describe, expect, it } from 'vitest';
import { portOf } from '../../../src/cli/settings/port-of.ts';
import { resolveOptions } from '../../../src/cli/settings/resolve-options.ts';

describe('where to listen', () => {
  it('is said by what stands in the stronger place, a lab id or a port', () => {
    expect(chosen({ id: '3' }, { PEERTAPE_PORT: '5' })).toEqual([9003, 3]);
    expect(chosen({ port: '5' }, { PEERTAPE_ID: '3' })).toEqual([5, undefined]);
    expect(chosen({}, { PEERTAPE_ID: '3', PEERTAPE_BASE_PORT: '100' })).toEqual([103, 3]);
    expect(chosen({}, {})).toEqual([undefined, undefined]);
  });

  it('cannot be said by both in one place', () => {
    const both = { PEERTAPE_ID: '3', PEERTAPE_PORT: '5' };
    expect(() => chosen({}, both)).toThrow(/say where to listen \(PEERTAPE_ID, PEERTAPE_PORT\)/);
  });
});

function chosen(flags: object, env: Readonly<Record<string, string>>) {
  const { port, labId } = portOf(resolveOptions(flags, { env, root: null }));
  return [port.value, labId];
}
