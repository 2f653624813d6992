import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNodeName } from '../../src/protocol/node-name.ts';
import { limits } from '../../src/protocol/limits.ts';
import { PEER_ID_LENGTH } from '../../src/protocol/peer-id.ts';
import { type PureNode, reportsIn, running } from '../support/pure-node.ts';

const anyVisit = fc.record({
  what: fc.constantFrom('silent', 'silent', 'joins', 'joins', 'goes', 'dial'),
  who: fc.nat({ max: 5 }),
});

function idNumber(n: number): string {
  return 'cdefhi'.charAt(n).repeat(PEER_ID_LENGTH);
}

function connectedIn({ context }: PureNode): readonly string[] {
  const links = [...context.links.values()].filter(({ state }) => state === 'established');
  return [...new Set(links.map(({ peer }) => peer!))];
}

describe('law: there are never more connections than a node may have, and who comes takes nobody’s', () => {
  it('whoever comes, speaks, is dialled or goes, in whatever order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.array(anyVisit, { maxLength: 40 }),
        (most, visits) => {
          const node = running({ connectionsMax: most });
          for (const [n, { what, who }] of visits.entries()) {
            const before = connectedIn(node);
            if (what === 'silent') {
              node.take({ type: 'link.accepted', link: `i${n + 1}`, address: 'x:1' });
            } else if (what === 'joins') node.join(`i${n + 1}`, 'c', { id: idNumber(who) });
            else if (what === 'dial') node.command({ command: 'connect', peer: `x:${n + 1}` });
            else {
              const [link] = [...node.context.links.keys()].slice(who);
              if (link !== undefined) node.take({ type: 'link.closed', link, code: 'reset' });
            }
            const after = connectedIn(node);
            expect(after.length).toBeLessThanOrEqual(most);
            expect(node.context.links.size).toBeLessThanOrEqual(most + limits.courtesyLinksMax);
            if (what !== 'goes') expect(after).toEqual(expect.arrayContaining([...before]));
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('law: whatever a peer calls itself, it is shown under a name or under none', () => {
  it('over all texts', () => {
    const anyName = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 16 }),
      fc.string({ unit: 'grapheme', maxLength: 16 }),
      fc.constantFrom('9001', '@cccccccc', 'bob @cccccccc', 'host:1', 'a\u202eb', 'bob\u200b'),
    );
    fc.assert(
      fc.property(anyName, (name) => {
        fc.pre(Buffer.byteLength(name) <= limits.nodeNameBytesMax && name.isWellFormed());
        const node = running();
        node.join('i1', 'c', { name });
        const shown = isNodeName(name) ? name : '';
        expect(reportsIn(node.effects, 'connected').map((one) => one.name)).toEqual([shown]);
        expect([...node.context.peers.values()].map((one) => one.name)).toEqual([shown]);
      }),
      { numRuns: 200 },
    );
  });
});
