import { describe, expect, it } from 'vitest';
import { limits } from '../../src/protocol/limits.ts';
import type { LinkEvent } from '../../src/streams/link.ts';
import { LinkMailbox } from '../../src/streams/link-mailbox.ts';
import { Recording } from '../support/recording.ts';

const deaf = { subscribed: () => {}, unsubscribed: () => {} };

describe('a mailbox', () => {
  it('gathers bytes that stand together, and no others', () => {
    const mailbox = new LinkMailbox(deaf);
    const [a, b, c] = [Uint8Array.of(1), Uint8Array.of(2, 3), Uint8Array.of(4)];
    mailbox.gather(a);
    mailbox.gather(b);
    mailbox.post({ type: 'congested' });
    mailbox.gather(c);
    expect(mailbox.bytes).toBe(4);
    const heard = new Recording(mailbox.event$);
    mailbox.handOut();
    expect(heard.events).toEqual([
      { type: 'bytes', chunks: [a, b] },
      { type: 'congested' },
      { type: 'bytes', chunks: [c] },
    ]);
    expect(mailbox.bytes).toBe(0);
  });

  it('cuts at limits.inputBytesMax', () => {
    const mailbox = new LinkMailbox(deaf);
    mailbox.gather(new Uint8Array(limits.inputBytesMax - 1));
    mailbox.gather(new Uint8Array(limits.inputBytesMax + 2));
    const heard = new Recording(mailbox.event$);
    mailbox.handOut();
    const sizes = heard.events.map((event) =>
      event.type === 'bytes' ? event.chunks.map((chunk) => chunk.length) : event.type,
    );
    expect(sizes).toEqual([[limits.inputBytesMax - 1, 1], [limits.inputBytesMax], [1]]);
  });

  it('hands out as much as it is told, and the rest in order with what came meanwhile', () => {
    const mailbox = new LinkMailbox(deaf);
    const heard = new Recording(mailbox.event$);
    mailbox.gather(Uint8Array.of(1, 2));
    mailbox.gather(Uint8Array.of(3, 4, 5));
    expect([mailbox.handOut(3), mailbox.bytes]).toEqual([true, 2]);
    mailbox.gather(Uint8Array.of(6));
    mailbox.post({ type: 'ended' });
    expect([mailbox.handOut(1), mailbox.bytes]).toEqual([true, 2]);
    expect([mailbox.handOut(2), mailbox.bytes]).toEqual([false, 0]);
    expect(heard.events).toEqual([
      { type: 'bytes', chunks: [Uint8Array.of(1, 2), Uint8Array.of(3)] },
      { type: 'bytes', chunks: [Uint8Array.of(4)] },
      { type: 'bytes', chunks: [Uint8Array.of(5), Uint8Array.of(6)] },
      { type: 'ended' },
    ]);
  });

  it('never adds to what was handed out', () => {
    const mailbox = new LinkMailbox(deaf);
    const heard = new Recording(mailbox.event$);
    mailbox.gather(Uint8Array.of(1));
    mailbox.handOut();
    mailbox.gather(Uint8Array.of(2));
    mailbox.handOut();
    expect(heard.events).toEqual([
      { type: 'bytes', chunks: [Uint8Array.of(1)] },
      { type: 'bytes', chunks: [Uint8Array.of(2)] },
    ]);
  });

  it('hands out in order what its subscriber causes, and not within its call', () => {
    const mailbox = new LinkMailbox(deaf);
    const said: string[] = [];
    mailbox.event$.subscribe((event) => {
      said.push(`in ${event.type}`);
      if (event.type === 'ended') mailbox.post({ type: 'drained' });
      mailbox.handOut();
      said.push(`out ${event.type}`);
    });
    mailbox.post({ type: 'ended' });
    mailbox.handOut();
    expect(said).toEqual(['in ended', 'out ended', 'in drained', 'out drained']);
  });

  it('says nothing after closed', () => {
    const mailbox = new LinkMailbox(deaf);
    const heard = new Recording(mailbox.event$);
    mailbox.post({ type: 'closed', code: 'reset' });
    mailbox.gather(Uint8Array.of(1));
    mailbox.post({ type: 'ended' });
    mailbox.handOut();
    mailbox.post({ type: 'ended' });
    mailbox.handOut();
    expect(heard.events).toEqual([{ type: 'closed', code: 'reset' }]);
    expect(heard.isComplete).toBe(true);
  });

  it('has one subscriber', () => {
    const mailbox = new LinkMailbox(deaf);
    const first = new Recording<LinkEvent>(mailbox.event$);
    const second = new Recording<LinkEvent>(mailbox.event$);
    expect([first.error, second.error]).toEqual([null, new TypeError('a link has one subscriber')]);
  });
});
