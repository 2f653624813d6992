import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../../src/protocol/effects.ts';
import { limits } from '../../../../src/protocol/limits.ts';
import { PEER_ID_LENGTH } from '../../../../src/protocol/peer-id.ts';
import { idOf } from '../../../support/pure-config.ts';
import { textOf } from '../../../support/pure-connection.ts';
import { lastOf, reportsIn, resultsIn, running, saidIn } from '../../../support/pure-node.ts';

const notesIn = (effects: readonly Effect[]) =>
  effects.filter((effect) => effect.type === 'note.keep');
const ban = (peer: string) => ({ command: 'ban', peer }) as const;
const unban = (peer: string) => ({ command: 'unban', peer }) as const;
const ignore = (peer: string) => ({ command: 'ignore', peer }) as const;
const unignore = (peer: string) => ({ command: 'unignore', peer }) as const;

describe('whom the user has listed in an earlier run', () => {
  it('stands among the peers, also if nobody has met it in this one', () => {
    const node = running({ banned: [idOf('d')], ignored: [idOf('d'), idOf('e')] });
    node.command({ command: 'peers' });
    const [outcome] = resultsIn(node.turns.at(-1)!.effects);
    const unmet = { name: '', address: '', rttUs: null, seenAt: null, closeCode: null };
    expect(outcome).toMatchObject({ ok: true });
    const lines = (outcome as { readonly result: readonly { readonly peer: string }[] }).result;
    expect(lines.toSorted((a, b) => (a.peer < b.peer ? -1 : 1))).toEqual([
      { peer: idOf('d'), ...unmet, state: 'banned', standing: 100, ignored: true },
      { peer: idOf('e'), ...unmet, state: 'known', standing: 100, ignored: true },
    ]);
  });
});

describe('ban', () => {
  it('parts from the peer, and keeps that for the next life (S4-09)', () => {
    const node = running();
    node.join('i1', 'c');
    node.command(ban('c'));
    expect(notesIn(lastOf(node))).toEqual([
      { type: 'note.keep', page: 'banned', lines: [idOf('c')] },
    ]);
    expect(resultsIn(lastOf(node))).toEqual([{ ok: true, result: { peer: idOf('c') } }]);
    const c = { peer: idOf('c'), name: 'c', address: 'c:1' };
    expect(reportsIn(lastOf(node), 'peer')).toEqual([
      { type: 'report', event: 'peer', ...c, state: 'banned', cause: 'user' },
    ]);
    expect(saidIn(lastOf(node))).toEqual(['i1: bye banned']);
    const closed = node.take({ type: 'link.closed', link: 'i1', code: 'ended' });
    expect(reportsIn(closed, 'disconnected')).toMatchObject([{ code: 'banned', how: 'closed' }]);
    expect(saidIn(node.accept('i2', 'c'))).toEqual(['i2: bye banned']);
  });

  it('parts from every link of the peer, also one that waits', () => {
    const node = running();
    node.join('i1', 'c');
    node.accept('i2', 'c');
    node.command(ban('c'));
    expect(saidIn(lastOf(node)).toSorted()).toEqual(['i1: bye banned', 'i2: bye banned']);
  });

  it('drops the contact', () => {
    const node = running({ contacts: ['c:1', 'd:1'] });
    node.open('o1', 'c');
    node.hear('o1', { kind: 'welcome' });
    node.command(ban('c'));
    node.take({ type: 'link.closed', link: 'o1', code: 'ended' });
    expect([...node.context.contacts.keys()]).toEqual(['d:1']);
  });

  it.each([idOf('d'), `@${idOf('d')}`])('takes a whole id that was never met: %s', (words) => {
    const node = running();
    node.command(ban(words));
    expect(resultsIn(lastOf(node))).toEqual([{ ok: true, result: { peer: idOf('d') } }]);
    expect(saidIn(node.accept('i1', 'd'))).toEqual(['i1: bye banned']);
  });

  it('knows nobody by a mere beginning of an id', () => {
    expect(running().command(ban('@d'))).toEqual(['1 unknown-peer']);
  });

  it('can be said twice', () => {
    const node = running();
    node.command(ban(idOf('d')), ban(idOf('d')));
    expect(notesIn(lastOf(node)).map(({ lines }) => lines)).toEqual([[idOf('d')], [idOf('d')]]);
  });

  it('is declined beyond limits.listedPeersMax, but for who is on the list', () => {
    const banned = Array.from({ length: limits.listedPeersMax }, (_, n) => idNumber(n));
    const node = running({ banned });
    expect(node.command(ban(idOf('d')), ban(banned[0]!), ignore(idOf('d')))).toEqual([
      '1 list-full',
      '2 ok',
      '3 ok',
    ]);
  });
});

describe('unban', () => {
  it('lets the peer in again, with its standing as new', () => {
    const node = running();
    node.join('i1', 'c');
    node.take({ type: 'link.bytes', link: 'i1', chunks: [Uint8Array.of(0, 0, 0, 0)] });
    node.take({ type: 'link.closed', link: 'i1', code: 'ended' });
    expect(node.context.standings.size).toBe(1);
    node.command(ban('c'), unban('c'));
    expect(notesIn(lastOf(node)).map(({ lines }) => lines)).toEqual([[idOf('c')], []]);
    expect(node.context.standings.size).toBe(0);
    expect(reportsIn(lastOf(node), 'peer').map(({ state }) => state)).toEqual(['banned', 'known']);
    expect(saidIn(node.accept('i2', 'c'))).toEqual(['i2: welcome']);
  });

  it('finds by the beginning of an id who was banned in a life before, and nobody by half', () => {
    const node = running({ banned: [idOf('c'), idOf('d')] });
    const short = (letter: string): string => `@${idOf(letter).slice(0, 8)}`;
    expect(node.command(unban(short('e')))).toEqual(['1 unknown-peer']);
    expect(node.command(unban('@'))).toEqual(['2 unknown-peer']);
    node.command(unban(short('d')));
    expect(notesIn(lastOf(node)).map(({ lines }) => lines)).toEqual([[idOf('c')]]);
  });

  it('does nothing to somebody who is not banned', () => {
    const node = running();
    node.command(unban(idOf('d')));
    expect(notesIn(lastOf(node))).toEqual([{ type: 'note.keep', page: 'banned', lines: [] }]);
  });
});

describe('ignore', () => {
  const texts = [textOf(1), textOf(2)];

  it('hides the texts of the peer, which does not learn of it (S4-09)', () => {
    const node = running();
    node.join('i1', 'c');
    node.command(ignore('c'));
    expect(notesIn(lastOf(node))).toEqual([
      { type: 'note.keep', page: 'ignored', lines: [idOf('c')] },
    ]);
    const effects = node.hear('i1', ...texts);
    expect(saidIn(effects)).toEqual(['i1: receipt']);
    expect(reportsIn(effects, 'message')).toEqual([]);
  });

  it('holds for connections to come', () => {
    const node = running({ ignored: [idOf('c')] });
    node.join('i1', 'c');
    expect(reportsIn(node.hear('i1', ...texts), 'message')).toEqual([]);
    node.command({ command: 'lp' });
    expect(resultsIn(lastOf(node))).toMatchObject([{ result: [{ ignored: true }] }]);
  });

  it('is taken back by unignore', () => {
    const node = running({ ignored: [idOf('c')] });
    node.join('i1', 'c');
    node.command(unignore('c'));
    expect(reportsIn(node.hear('i1', ...texts), 'message').length).toBe(1);
    node.take({ type: 'link.closed', link: 'i1', code: 'reset' });
    node.join('i2', 'c');
    expect(reportsIn(node.hear('i2', ...texts), 'message').length).toBe(1);
  });
});

function idNumber(n: number): string {
  return n.toString(2).replaceAll('0', 'e').replaceAll('1', 'f').padEnd(PEER_ID_LENGTH, 'g');
}
