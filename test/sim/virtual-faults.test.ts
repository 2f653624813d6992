import { describe, expect, it } from 'vitest';
import { limits } from '../../src/protocol/limits.ts';
import { defaultLinkPlan, type LinkPlan, type PlanLink } from '../../src/sim/link-plan.ts';
import { Switchboard } from '../../src/sim/switchboard.ts';
import { VirtualClock } from '../../src/sim/virtual-clock.ts';
import { WINDOW_BYTES } from '../../src/sim/virtual-lane.ts';
import type { Link } from '../../src/streams/link.ts';
import type { DialEvent, ListenEvent } from '../../src/streams/network.ts';
import { countingBytes, LinkRecording } from '../support/link-recording.ts';
import { linksOf } from '../support/network-worlds.ts';
import { Recording } from '../support/recording.ts';

const calm: LinkPlan = { latencyUs: 1_000, bytesPerSecond: 1_000_000, segmentation: 'whole' };
const reset = { type: 'closed', code: 'reset' } as const;
const nothingOpen = { links: 0, listeners: 0, dials: 0 };

/** Host a has dialled b, and the link is open. */
function world(plan: Partial<LinkPlan> | PlanLink = {}) {
  const clock = new VirtualClock();
  const planLink: PlanLink = typeof plan === 'function' ? plan : () => ({ ...calm, ...plan });
  const board = new Switchboard(clock, 7, planLink);
  const listening: Recording<ListenEvent> = new Recording(board.networkOf('b').listen('b', 9000));
  const dials: Recording<DialEvent>[] = [];
  const dial = (from = 'a', address = 'b:9000') => {
    const heard = new Recording(board.networkOf(from).dial(address));
    dials.push(heard);
    return heard;
  };
  return { clock, board, listening, dial };
}

function linked(plan: Partial<LinkPlan> = {}) {
  const made = world(plan);
  const heard = made.dial();
  made.clock.run();
  const [opened] = heard.events;
  if (opened?.type !== 'opened') throw new Error('not opened');
  const a = opened.link;
  const b = linksOf(made.listening)[0] as Link;
  const [atA, atB] = [new LinkRecording(a), new LinkRecording(b)];
  made.clock.run();
  return { ...made, a, b, atA, atB };
}

describe('a virtual dial', () => {
  it('takes one latency to be accepted and two to be opened', () => {
    const { clock, dial, listening } = world();
    const heard = dial();
    clock.run(999);
    expect(linksOf(listening)).toEqual([]);
    clock.run(1_000);
    expect([linksOf(listening).length, heard.events.length]).toEqual([1, 0]);
    clock.run(2_000);
    expect(heard.events.map(({ type }) => type)).toEqual(['opened']);
    expect(linksOf(listening)[0]?.address).toBe('a:49152');
  });

  it('is refused where nobody listens, where the plan says so, and unreachable where no host is', () => {
    const { clock, dial } = world((_, target, n) => ({
      ...calm,
      refuse: target === 'b' && n === 1,
    }));
    const heard = [dial(), dial('a', 'b:1'), dial('a', 'z:9000'), dial()];
    clock.run();
    expect(
      heard.map(({ events: [event] }) => (event?.type === 'failed' ? event.code : null)),
    ).toEqual(['refused', 'refused', 'unreachable', null]);
  });

  it('meets what is planned for its first byte, even if the accepting side speaks at once', () => {
    const clock = new VirtualClock();
    const stallAfterBytes = { direction: 'in', bytes: 0, us: 50_000 } as const;
    const plan: LinkPlan = { ...calm, segmentation: 'random', stallAfterBytes };
    const board = new Switchboard(clock, 7, () => plan);
    board
      .networkOf('b')
      .listen('b', 9000)
      .subscribe((event) => {
        if (event.type === 'accepted') event.link.write(countingBytes(10));
      });
    const dialled = new Recording(board.networkOf('a').dial('b:9000'));
    clock.run(40_000);
    const [opened] = dialled.events;
    if (opened?.type !== 'opened') throw new Error('not opened');
    const heard = new LinkRecording(opened.link);
    clock.run(50_000);
    expect(heard.length).toBe(0);
    clock.run();
    expect(heard.bytes).toEqual(countingBytes(10));
  });

  it('is never answered by a black hole, a cut way or a host that is gone', () => {
    const { clock, board, dial } = world((from) => ({ ...calm, blackHole: from === 'a' }));
    board.cut('b', 'c');
    const heard = [dial('a'), dial('c')];
    clock.run();
    board.crash('b', 'silence');
    heard.push(dial('d'));
    clock.run();
    expect(heard.map(({ events, isComplete }) => [events, isComplete])).toEqual(
      Array.from({ length: 3 }, () => [[], false]),
    );
    expect(board.open).toEqual({ links: 0, listeners: 0, dials: 3 });
    for (const each of heard) each.unsubscribe();
    expect(board.open).toEqual(nothingOpen);
  });

  it('tells the plan who dials whom for which time', () => {
    const seen: unknown[] = [];
    const { clock, dial } = world((...args) => {
      seen.push(args);
      return calm;
    });
    dial('a');
    dial('c');
    dial('a');
    dial('b', 'localhost:9000');
    clock.run();
    expect(seen).toEqual([
      ['a', 'b', 1],
      ['c', 'b', 1],
      ['a', 'b', 2],
      ['b', 'b', 1],
    ]);
  });

  it('that is given up after it was accepted resets the other side', () => {
    const { clock, board, dial, listening } = world();
    const heard = dial();
    clock.run(1_500);
    const atB = new LinkRecording(linksOf(listening)[0] as Link);
    heard.unsubscribe();
    clock.run();
    expect(atB.events).toEqual([reset]);
    expect(board.open).toEqual({ ...nothingOpen, listeners: 1 });
  });
});

describe('a virtual link', () => {
  it('takes latency and bandwidth, one piece after another', () => {
    const { clock, a, atB } = linked();
    const start = clock.now();
    a.write(countingBytes(500));
    a.write(countingBytes(1_500));
    clock.run(start + 1_499);
    expect(atB.length).toBe(0);
    clock.run(start + 1_500);
    expect(atB.gathered).toEqual([500]);
    clock.run(start + 2_999);
    expect(atB.gathered).toEqual([500]);
    clock.run(start + 3_000);
    expect(atB.gathered).toEqual([500, 1_500]);
  });

  it('can come byte by byte', () => {
    const { clock, a, atB } = linked({ segmentation: 'bytes' });
    a.write(countingBytes(300));
    a.end();
    clock.run();
    expect(atB.gathered).toEqual(Array.from({ length: 300 }, () => 1));
    expect(atB.bytes).toEqual(countingBytes(300));
    expect(atB.turns).toEqual([{ type: 'ended' }]);
  });

  it('cuts across what was written together, and the same way for the same seed', () => {
    const cuts = () => {
      const { clock, a, atB } = linked({ ...defaultLinkPlan });
      for (let count = 0; count < 50; count++) a.write(countingBytes(100));
      clock.run();
      return atB;
    };
    const [one, other] = [cuts(), cuts()];
    expect(one.length).toBe(5_000);
    expect(one.gathered.some((size) => size < 10)).toBe(true);
    expect(one.gathered.some((size) => size > 200)).toBe(true);
    expect(other.events).toEqual(one.events);
  });

  it('fills the window, then the send buffer up to limits.linkBufferBytesMax, while the reader is stalled', () => {
    const { clock, board, a, atA, atB } = linked({ bytesPerSecond: 1e9 });
    board.stall('b');
    a.write(countingBytes(WINDOW_BYTES));
    clock.run();
    a.write(countingBytes(limits.linkBufferBytesMax));
    clock.run();
    expect(atA.events).toEqual([]);
    a.write(Uint8Array.of(1));
    clock.run();
    expect([atA.events, atB.events]).toEqual([[{ type: 'congested' }], []]);
    board.flow('b');
    clock.run();
    expect(atA.events).toEqual([{ type: 'congested' }, { type: 'drained' }]);
    expect(atB.length).toBe(WINDOW_BYTES + limits.linkBufferBytesMax + 1);
    expect(Math.max(...atB.gathered)).toBe(limits.inputBytesMax);
  });

  it('is reset for both after exactly so many bytes', () => {
    for (const direction of ['out', 'in'] as const) {
      for (let bytes = 0; bytes <= 20; bytes++) {
        const { clock, board, a, b, atA, atB } = linked({
          segmentation: 'random',
          resetAfterBytes: { direction, bytes },
        });
        const [sender, atSender, atReceiver] = direction === 'out' ? [a, atA, atB] : [b, atB, atA];
        sender.write(countingBytes(10));
        sender.write(countingBytes(10));
        clock.run();
        expect([atReceiver.length, atReceiver.turns]).toEqual([bytes, [reset]]);
        expect(atSender.events).toEqual([reset]);
        expect(board.open).toEqual({ ...nothingOpen, listeners: 1 });
      }
    }
  });

  it('goes mute in both directions after exactly so many bytes, and its sender congested', () => {
    const { clock, a, b, atA, atB } = linked({
      bytesPerSecond: 1e9,
      blackHoleAfterBytes: { direction: 'out', bytes: 5 },
    });
    b.write(countingBytes(8));
    a.write(countingBytes(8));
    clock.run();
    b.write(countingBytes(8));
    b.end();
    a.write(countingBytes(2 * limits.linkBufferBytesMax));
    clock.run();
    expect([atA.length, atA.turns, atB.length]).toEqual([8, [{ type: 'congested' }], 5]);
    a.close();
    clock.run();
    expect(atA.turns.at(-1)).toEqual(reset);
    expect(atB.turns).toEqual([]);
  });

  it('stalls after exactly so many bytes, for a while', () => {
    const { clock, a, atB } = linked({
      stallAfterBytes: { direction: 'out', bytes: 3, us: 50_000 },
    });
    const start = clock.now();
    a.write(countingBytes(10));
    a.end();
    clock.run(start + 50_000);
    expect(atB.events).toEqual([{ type: 'bytes', chunks: [countingBytes(3)] }]);
    clock.run();
    expect([atB.length, atB.turns]).toEqual([10, [{ type: 'ended' }]]);
  });

  it('keeps the order if it flows again at the instant when more arrives', () => {
    const { clock, board, a, atB } = linked();
    const start = clock.now();
    clock.at(start + 1_800, () => board.flow('b'));
    board.stall('b');
    a.write(countingBytes(400));
    a.write(countingBytes(800).subarray(400));
    clock.run();
    expect(atB.gathered).toEqual([800]);
    expect(atB.bytes).toEqual(countingBytes(800));
  });

  it('loses nothing by a cut that is healed, nor its order', () => {
    const { clock, board, a, b, atA, atB } = linked({ segmentation: 'random' });
    board.cut('a', 'b');
    a.write(countingBytes(500));
    clock.run();
    a.write(countingBytes(1_000).subarray(500));
    clock.run(clock.now() + 900);
    board.heal('a', 'b');
    a.write(countingBytes(1_000));
    b.write(countingBytes(10));
    a.end();
    clock.run();
    expect(atB.bytes.slice(0, 1_000)).toEqual(countingBytes(1_000));
    expect(atB.bytes.slice(1_000)).toEqual(countingBytes(1_000));
    expect([atB.turns, atA.length]).toEqual([[{ type: 'ended' }], 10]);
  });

  it('is half-open after a reset that was lost, until the other side speaks', () => {
    const { clock, board, a, b, atA, atB } = linked();
    board.cut('a', 'b');
    a.write(countingBytes(100));
    clock.run();
    a.write(countingBytes(100));
    a.close();
    clock.run();
    board.heal('a', 'b');
    clock.run();
    expect([atA.turns, atB.events]).toEqual([[reset], []]);
    b.write(Uint8Array.of(1));
    clock.run();
    expect([atA.turns, atB.events]).toEqual([[reset], [reset]]);
    expect(board.open.links).toBe(0);
  });

  it('is torn by hand', () => {
    const { clock, board, a, atA, atB } = linked();
    a.write(countingBytes(100));
    board.reset('b', 'a');
    clock.run();
    expect([atA.events, atB.events]).toEqual([[reset], [reset]]);
  });
});

describe('a virtual host', () => {
  it('that dies resets its links, hears nothing more, and refuses', () => {
    const { clock, board, dial, b, atA, atB, listening } = linked();
    board.crash('b', 'reset');
    b.write(Uint8Array.of(1));
    const heard = dial();
    clock.run();
    expect([atA.events, atB.events, atB.isComplete]).toEqual([[reset], [], false]);
    expect(heard.events).toEqual([{ type: 'failed', code: 'refused' }]);
    expect([listening.isComplete, board.open]).toEqual([false, nothingOpen]);
  });

  it('that is gone leaves its links half-open, and resets who speaks to it after it is back', () => {
    const { clock, board, a, atA, atB } = linked();
    board.crash('b', 'silence');
    clock.run();
    expect([atA.events, atB.events]).toEqual([[], []]);
    board.restart('b');
    clock.run();
    expect(atA.events).toEqual([]);
    a.write(Uint8Array.of(1));
    clock.run();
    expect(atA.events).toEqual([reset]);
  });

  it('that is back resets also who spoke while it was gone, and ended', () => {
    const { clock, board, a, atA } = linked();
    board.crash('b', 'silence');
    a.write(Uint8Array.of(1));
    a.end();
    clock.run();
    expect(atA.events).toEqual([]);
    board.restart('b');
    clock.run();
    expect(atA.events).toEqual([reset]);
    expect(board.open).toEqual(nothingOpen);
  });

  it('keeps nothing of its former life', () => {
    const { clock, board, dial } = linked();
    const former = board.networkOf('b');
    board.crash('b', 'reset');
    board.restart('b');
    const heard = [
      new Recording<unknown>(former.listen('b', 9000)),
      new Recording<unknown>(former.dial('b:9000')),
    ];
    clock.run();
    expect(heard.map(({ events }) => events)).toEqual([[], []]);
    const again = new Recording(board.networkOf('b').listen('b', 9000));
    const dialled = dial();
    clock.run();
    expect(again.events.map(({ type }) => type)).toEqual(['listening', 'accepted']);
    expect(dialled.events.map(({ type }) => type)).toEqual(['opened']);
  });

  it('that dies in the middle of a dial never hears of it', () => {
    const { clock, board, dial, listening } = world();
    const heard = dial();
    clock.run(1_500);
    const atB = new LinkRecording(linksOf(listening)[0] as Link);
    board.crash('a', 'reset');
    clock.run();
    expect([heard.events, atB.events]).toEqual([[], [reset]]);
  });
});
