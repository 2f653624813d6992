import type { LinkEntry } from '../../src/machines/node/context/node-context.ts';

/** An established link with nothing that anybody waits for. */
export function linkEntry(link: string, changes: Partial<LinkEntry> = {}): LinkEntry {
  return {
    link,
    address: 'x:1',
    inbound: true,
    state: 'established',
    peer: null,
    instance: { boot: 1, nonce: 1 },
    name: '',
    secure: true,
    listens: '',
    expected: null,
    contact: null,
    reported: true,
    connects: [],
    disconnects: [],
    redials: [],
    wantedAgain: null,
    purpose: 'stay',
    probe: null,
    found: null,
    enrolledAt: null,
    ...changes,
  };
}
