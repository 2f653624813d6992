import { describe, expect, it } from 'vitest';
import type { Step, Turn } from '../../../src/machines/engine/system.ts';
import { emptySystem } from '../../../src/machines/engine/turn.ts';
import { Chronicle } from '../../../src/node/why/chronicle.ts';
import { machines } from '../../../src/node/running/machines.ts';
import { Story } from '../../../src/node/why/story.ts';
import type { Report } from '../../../src/protocol/effects.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { consolePair } from '../../support/console-pair.ts';

describe('a chronicle', () => {
  it('remembers limits.chroniclePeersMax peers, the latest', () => {
    const chronicle = new Chronicle((us) => us);
    for (let n = 0; n <= limits.chroniclePeersMax; n += 1) {
      chronicle.note(turnOf(n, refusal({ peer: idNumber(n), link: `i${n}` })));
    }
    const counts = [0, 1, limits.chroniclePeersMax].map(
      (n) => chronicle.ofPeer(idNumber(n)).length,
    );
    expect(counts).toEqual([0, 1, 1]);
  });

  it('remembers limits.chronicleAddressesMax addresses, which cost no peer its place', () => {
    const chronicle = new Chronicle((us) => us);
    chronicle.note(turnOf(1, refusal({ peer: idNumber(1), link: 'o1' })));
    for (let n = 0; n <= limits.chronicleAddressesMax; n += 1) {
      chronicle.note(turnOf(n + 2, refusal({ address: `10.0.0.1:${n}`, link: `i${n}` })));
    }
    expect(chronicle.ofAddress('10.0.0.1:0')).toEqual([]);
    expect(chronicle.ofAddress('10.0.0.1:1')).toHaveLength(1);
    expect(chronicle.ofPeer(idNumber(1))).toHaveLength(1);
  });

  it('remembers none of those who come too often, whose addresses are without number', () => {
    const chronicle = new Chronicle((us) => us);
    chronicle.note(turnOf(1, refusal({ code: 'rate-limited', address: '10.0.0.1:1' })));
    expect(chronicle.ofAddress('10.0.0.1:1')).toEqual([]);
    expect(chronicle.openStory('i1')).toBeNull();
  });

  it('remembers limits.chronicleStoriesMax links of each, the last', () => {
    const chronicle = new Chronicle((us) => us);
    for (let n = 1; n <= limits.chronicleStoriesMax + 1; n += 1) {
      chronicle.note(turnOf(n, refusal({ peer: idNumber(1), link: `i${n}` })));
    }
    expect(chronicle.ofPeer(idNumber(1)).map(({ link }) => link)).toEqual(
      Array.from({ length: limits.chronicleStoriesMax }, (_, n) => `i${n + 2}`),
    );
  });

  it('holds nothing of a link that has ended but its story', () => {
    const chronicle = new Chronicle((us) => us);
    chronicle.note(turnOf(1, refusal({ peer: idNumber(1), link: 'i1' })));
    expect(chronicle.openStory('i1')).toBeNull();
    expect(chronicle.ofPeer(idNumber(1))[0]!.end).toEqual({
      code: 'too-many-connections',
      by: 'us',
      turn: 1,
    });
  });
});

describe('a story', () => {
  it('keeps limits.chronicleEventsMax events: how it began, and the latest', () => {
    const story = new Story('o1', 'there:1');
    const step = greetingStep();
    const total = limits.chronicleEventsMax + 5;
    for (let n = 1; n <= total; n += 1) story.step(step, { turn: n, at: n });
    const turns = story.events.map(({ turn }) => turn);
    expect(turns).toHaveLength(limits.chronicleEventsMax);
    expect([turns[0], turns[15], turns[16], turns.at(-1)]).toEqual([1, 16, 22, total]);
    expect(story.leftOut).toBe(5);
  });
});

/** Any step that changes the state, of a run as it is. */
function greetingStep(): Step {
  const { clock, alice } = consolePair();
  const steps: Step[] = [];
  alice.node.turn$.subscribe(({ turn }) => steps.push(...turn.steps));
  void alice.face.connect('127.0.0.2:9002');
  clock.run(clock.now() + 1_000_000);
  return steps.find(({ machine, before }) => machine === 'connection' && before !== null)!;
}

type Refusal = Extract<Report, { readonly event: 'refused' }>;

function refusal(changes: Partial<Refusal>): Refusal {
  return {
    type: 'report',
    event: 'refused',
    address: '10.0.0.9:9',
    peer: null,
    link: 'i1',
    inbound: true,
    code: 'too-many-connections',
    by: 'us',
    text: '',
    ...changes,
  };
}

function turnOf(turn: number, report: Report): Turn {
  return { system: { ...emptySystem(machines), turn, at: turn }, steps: [], effects: [report] };
}

function idNumber(n: number): string {
  return String(n).padStart(52, 'a');
}
