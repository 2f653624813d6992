import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../../src/protocol/limits.ts';
import { connect, disconnect, send } from '../../../support/pure-commands.ts';
import { idOf } from '../../../support/pure-config.ts';
import {
  acceptedIn,
  answersIn,
  connectedTo,
  lastOf,
  PureNode,
  reportsIn,
  resultsIn,
  running,
  saidIn,
} from '../../../support/pure-node.ts';

describe('send', () => {
  it('answers with the numbers of the texts, and sends those of one tick in one piece', () => {
    const node = connectedTo('c', 'd');
    node.command(send('@c'), send('@c'), send('@d'), send('@c'));
    expect(acceptedIn(lastOf(node))).toEqual([
      { type: 'accepted', to: idOf('c'), ids: [1, 2], sequences: [1, 2] },
      { type: 'accepted', to: idOf('d'), ids: [3], sequences: [3] },
      { type: 'accepted', to: idOf('c'), ids: [4], sequences: [4] },
    ]);
    expect(saidIn(lastOf(node)).toSorted()).toEqual(['i1: text text text', 'i2: text']);
  });

  it('is answered in its place, also between others that cannot be done', () => {
    const node = connectedTo('c');
    const answers = node.command(send('@c'), send('@c', 0), send('@c'), connect('c:1'), send('@c'));
    expect(answers).toEqual(['1 ok', '2 empty-text', '3 ok', '4 ok', '5 ok']);
    expect(saidIn(lastOf(node))).toEqual(['i1: text text text']);
  });

  it('goes before a quit of the same tick', () => {
    const node = connectedTo('c');
    node.command(send('@c'), { command: 'quit' });
    expect(saidIn(lastOf(node))).toEqual(['i1: text', 'i1: bye quit']);
  });

  it('is declined when it cannot be done, and takes no number (S0-18, S0-34)', () => {
    const node = connectedTo('c');
    const answers = node.command(
      send('@c', 0),
      send('@c', limits.bodyBytesMax + 1),
      send('x'),
      send(idOf('b')),
      send('@c', limits.bodyBytesMax),
    );
    expect(answers).toEqual([
      '1 empty-text',
      '2 text-too-long',
      '3 unknown-peer',
      '4 self',
      '5 ok',
    ]);
    expect(node.context.sequence).toBe(1);
  });

  it('to the node itself is declined, however that is called', () => {
    const node = new PureNode({ name: 'ben', host: '127.0.0.1', port: 9_002 }).listen();
    const answers = node.command(send('ben'), send('@b'), send('2'), send('127.0.0.1:9002'));
    expect(answers).toEqual(['1 self', '2 self', '3 self', '4 self']);
  });

  it('is declined where nobody could pass it on', () => {
    const node = connectedTo('c');
    node.take({ type: 'link.closed', link: 'i1', code: 'reset' });
    expect(node.command(send('@c'), send(idOf('z')))).toEqual(['1 not-linked', '2 unknown-peer']);
  });

  it('is declined at once when the connection is leaving, whoever leaves', () => {
    const node = connectedTo('c', 'd');
    node.command(disconnect('@c'));
    node.hear('i2', { kind: 'bye', code: 'quit', text: '' });
    node.command(send('@c'), send('@d'));
    const leaving = (letter: string) => ({
      ok: false,
      code: 'not-linked',
      text: `the connection to @${letter.repeat(8)} is leaving: connect again`,
    });
    expect(resultsIn(lastOf(node))).toEqual([leaving('c'), leaving('d')]);
    expect(node.context.sequence).toBe(0);
  });

  it('waits for the link that takes the place of the one that leaves', () => {
    const node = takingOver();
    node.command(send('a:1'));
    expect(answersIn(lastOf(node))).toEqual(['2 ok']);
    expect(saidIn(lastOf(node))).toEqual([]);
    expect(saidIn(node.hear('i1', { kind: 'welcome' }))).toEqual(['i1: text', 'i1: ping']);
    const delivered = node.hear('i1', { kind: 'receipt', taken: 1 });
    expect(reportsIn(delivered, 'delivered')).toMatchObject([{ sequences: [1] }]);
  });

  it('is told if that link does not come to be either', () => {
    const node = takingOver();
    node.command(send('a:1'));
    const closed = node.take({ type: 'link.closed', link: 'i1', code: 'reset' });
    expect(reportsIn(closed, 'undelivered')).toMatchObject([{ sequences: [1], code: 'reset' }]);
  });

  it('by address finds the peer that is linked there, not one that is greeted', () => {
    const node = connectedTo('c');
    node.accept('i2', 'd', { addresses: ['c:1'] });
    expect(node.command(send('c:1'))).toEqual(['1 ok']);
    expect(acceptedIn(lastOf(node))).toMatchObject([{ to: idOf('c') }]);
    node.take({ type: 'link.closed', link: 'i1', code: 'reset' });
    expect(node.command(send('c:1'), connect('c:1'))).toEqual(['2 not-linked']);
    expect(node.stateOf('node/o1')).toBe('dialling');
  });

  it('is reported delivered when the receipt comes (S0-65)', () => {
    const node = connectedTo('c');
    node.command(send('@c'), send('@c'));
    node.wait(3);
    const effects = node.hear('i1', { kind: 'receipt', taken: 2 });
    expect(reportsIn(effects, 'delivered')).toEqual([
      {
        type: 'report',
        event: 'delivered',
        to: idOf('c'),
        sequences: [1, 2],
        tookUs: 3_000,
        path: [],
      },
    ]);
  });

  it('is declined in the midst of others without a change in their order', () => {
    const node = connectedTo('c');
    node.command(send('@c'), send('@c'), send('@c', 0), send('@c'), send('@c'));
    const said = lastOf(node).filter(({ type }) => type === 'accepted' || type === 'answer');
    const outcome = { ok: false, code: 'empty-text', text: 'a text needs a character' };
    expect(said).toEqual([
      { type: 'accepted', to: idOf('c'), ids: [1, 2], sequences: [1, 2] },
      { type: 'answer', id: 3, command: 'send', outcome },
      { type: 'accepted', to: idOf('c'), ids: [4, 5], sequences: [3, 4] },
    ]);
  });

  // Whomever they are for and whether they can be done: what one tick commands is answered once each and in order,
  // what is taken on has the next numbers, and goes out to whom it is for in the order of these.
  it('keeps its order in any company', () => {
    const anyWords = fc.oneof(
      fc.constantFrom(connect('c:1'), connect('nonsense')),
      fc.tuple(fc.constantFrom('@c', '@d', 'd', '@e'), fc.nat({ max: 3 })).map((to) => send(...to)),
    );
    fc.assert(
      fc.property(fc.array(anyWords, { maxLength: 40, size: 'max' }), (words) => {
        const node = connectedTo('c', 'd');
        const answers = node.command(...words);
        expect(answers).toEqual(words.map((word, index) => `${index + 1} ${endOf(word)}`));
        const isTaken = (word: Words) => word.command === 'send' && endOf(word) === 'ok';
        expect(acceptedIn(lastOf(node)).flatMap(({ sequences }) => sequences)).toEqual(
          words.filter(isTaken).map((_, index) => index + 1),
        );
        const taken = words.filter(isTaken).map((word) => ('body' in word ? word : null)!);
        const sent = taken.map(({ peer, body }, index) => [peer.at(-1), index + 1, body.length]);
        expect([...sentOn(node, 'i1', 'c'), ...sentOn(node, 'i2', 'd')]).toEqual([
          ...sent.filter(([peer]) => peer === 'c'),
          ...sent.filter(([peer]) => peer === 'd'),
        ]);
      }),
    );
  });
});

type Words = ReturnType<typeof send> | ReturnType<typeof connect>;

function endOf(words: Words): string {
  if (words.command === 'connect') return words.peer === 'nonsense' ? 'bad-address' : 'ok';
  if (words.body.length === 0) return 'empty-text';
  return words.peer === '@e' ? 'unknown-peer' : 'ok';
}

/** The texts that the last turn put on a link: to whom, their number, and how long they are. */
function sentOn(node: PureNode, link: string, letter: string): readonly (string | number)[][] {
  return lastOf(node)
    .flatMap((effect) =>
      effect.type === 'link.send' && effect.link === link ? effect.messages : [],
    )
    .flatMap((message) => (message.kind === 'text' ? [message] : []))
    .map(({ sequence, body }) => [letter, sequence, body.length]);
}

/** The link that was dialled leaves for the one that was accepted, which is not a connection yet. */
function takingOver(): PureNode {
  const node = running({ tls: true });
  node.command(connect('a:1'));
  node.open('o1', 'a');
  node.hear('o1', { kind: 'welcome' });
  node.accept('i1', 'a');
  node.hear('o1', { kind: 'bye', code: 'duplicate', text: '' });
  return node;
}
