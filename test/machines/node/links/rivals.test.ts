import { describe, expect, it } from 'vitest';
import {
  newNode,
  type LinkEntry,
  type NodeContext,
} from '../../../../src/machines/node/context/node-context.ts';
import {
  lowerIdDialled,
  rivalsOf,
  sameDialler,
} from '../../../../src/machines/node/links/rivals.ts';
import { linkEntry } from '../../../support/link-entry.ts';
import { configOf, idOf } from '../../../support/pure-config.ts';

function linkTo(letter: string, link: string, changes: Partial<LinkEntry> = {}): LinkEntry {
  return linkEntry(link, { peer: idOf(letter), inbound: link.startsWith('i'), ...changes });
}

function having(...entries: readonly LinkEntry[]): NodeContext {
  const context = newNode(configOf('b'));
  const links = entries.reduce((all, entry) => all.set(entry.link, entry), context.links);
  return { ...context, links };
}

describe('rivals', () => {
  it('are the other links that serve, or may come to serve, the same peer', () => {
    const context = having(
      linkTo('c', 'o1'),
      linkTo('c', 'i1', { state: 'accepted' }),
      linkTo('c', 'i2', { state: 'held' }),
      linkTo('c', 'i3', { state: 'opening' }),
      linkTo('c', 'i4', { state: 'leaving' }),
      linkTo('d', 'i5'),
    );
    const rivals = (link: string) =>
      rivalsOf(context, link, idOf('c'))
        .map((entry) => entry.link)
        .toSorted();
    expect(rivals('i2')).toEqual(['i1', 'o1']);
    expect(rivals('o1')).toEqual(['i1']);
  });

  it('have the same dialler when both came in, or both went out', () => {
    expect(sameDialler(linkTo('c', 'i1'), linkTo('c', 'i2'))).toBe(true);
    expect(sameDialler(linkTo('c', 'i1'), linkTo('c', 'o1'))).toBe(false);
  });
});

describe('the lower id', () => {
  it.each([
    ['b', 'c', 'o1', true],
    ['b', 'c', 'i1', false],
    ['c', 'b', 'o1', false],
    ['c', 'b', 'i1', true],
  ])('seen by %s, of a link to %s called %s', (self, peer, link, dialled) => {
    expect(lowerIdDialled(idOf(self), linkTo(peer, link))).toBe(dialled);
  });

  it('means the same on both sides', () => {
    expect(lowerIdDialled(idOf('b'), linkTo('c', 'o1'))).toBe(
      lowerIdDialled(idOf('c'), linkTo('b', 'i1')),
    );
  });
});
