import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { emptySystem, turn } from '../../../src/machines/engine/turn.ts';
import { Chronicle } from '../../../src/node/why/chronicle.ts';
import { machines } from '../../../src/node/running/machines.ts';
import { nodeContextIn } from '../../../src/node/running/node-context-in.ts';
import { whyOf, type Why } from '../../../src/node/why/why.ts';
import type { Input } from '../../../src/protocol/inputs.ts';
import { consolePair } from '../../support/console-pair.ts';

const BOB = '127.0.0.2:9002';
const BOBS_ID = 'b'.repeat(52);
const SECOND = 1_000_000;

describe('why a peer is gone', () => {
  it('is a chain of events, from the dial to the close, each with its turn', async () => {
    const { alice, bob, run } = await linkedPair();
    void bob.face.close();
    run();
    const why = await ask(alice, 'bob', run);
    const {
      event,
      turn: told,
      ...close
    } = alice.shown.at(-1) as unknown as Record<string, unknown>;
    expect([event, close['code'], close['by']]).toEqual(['disconnected', 'quit', 'peer']);
    expect(why).toMatchObject({
      peer: BOBS_ID,
      address: BOB,
      connected: false,
      code: 'quit',
      by: 'peer',
      turn: told,
      leftOut: 0,
      later: null,
    });
    const whats = why.events.map(({ what }) => what);
    expect(whats[0]).toBe('link.dial');
    expect(whats.slice(-3)).toEqual(['bye', 'link.closed', 'disconnected']);
    expect(why.events.at(-3)).toMatchObject({
      link: 'o1',
      from: 'established.liveness.quiet + established.writability.open',
      to: 'leaving.hanging up',
      code: 'quit',
      by: 'peer',
    });
    const turns = why.events.map((each) => each.turn);
    expect(turns).toEqual(turns.toSorted((a, b) => a - b));
    expect(turns.at(-1)).toBe(told);
  });

  it('tells of each probe that silence was given', async () => {
    const { alice, bob, clock, run } = await linkedPair();
    alice.cut();
    void bob;
    clock.run(clock.now() + 60 * SECOND);
    const why = await ask(alice, 'bob', run);
    expect([why.code, why.by]).toEqual(['silent', 'us']);
    const vain = why.events.filter(({ what }) => what === 'after pongTimeout');
    expect(vain.map(({ to }) => to)).toEqual([
      ...Array.from({ length: 3 }, () => PROBING),
      'closed',
    ]);
  });

  it('leaves out all heartbeats but the last', async () => {
    const { alice, clock, run } = await linkedPair();
    clock.run(clock.now() + 600 * SECOND);
    const why = await ask(alice, 'bob', run);
    expect(why.connected).toBe(true);
    expect(why.events.length).toBeLessThan(16);
    expect(why.events.at(-1)!.at).toBeGreaterThan(why.events[0]!.at + 590_000);
  });

  it('is there for a peer that is connected again: the close, and how it came back', async () => {
    const { alice, run } = await linkedPair();
    void alice.face.disconnect('bob');
    run();
    void alice.face.connect('bob');
    run();
    const why = await ask(alice, 'bob', run);
    expect(why).toMatchObject({ connected: true, code: 'disconnected', by: 'us' });
    expect([...new Set(why.events.map(({ link }) => link))]).toEqual(['o1', 'o2']);
    const leaving = why.events.find(({ what }) => what === 'leave');
    expect(leaving).toMatchObject({ code: 'disconnected', by: 'us' });
  });

  it('is kept by address where nobody said who it was', async () => {
    const { alice, run } = await linkedPair();
    void alice.face.connect('127.0.0.2:9999').catch(() => {});
    run();
    const why = await ask(alice, '127.0.0.2:9999', run);
    expect(why).toMatchObject({ peer: null, connected: false, code: 'refused', by: 'link' });
    expect(why.events.map(({ what }) => what)).toEqual(['link.dial', 'dial.failed', 'refused']);
  });

  it('says what became of dials since, beside the close', async () => {
    const { alice, bob, run } = await linkedPair();
    void bob.face.close();
    run();
    void alice.face.connect(BOB).catch(() => {});
    run();
    const why = await ask(alice, 'bob', run);
    expect(why).toMatchObject({ code: 'quit', later: { code: 'refused', by: 'link' } });
    expect(why.later!.turn).toBeGreaterThan(why.turn!);
  });

  it('is not known of strangers, and asked back where two are meant', async () => {
    const { alice, bob, run } = await linkedPair();
    const unknown = alice.face.why('nobody');
    const lost = expect(unknown).rejects.toMatchObject({ code: 'unknown-peer' });
    run();
    await lost;
    const context = nodeContextIn(alice.node.system)!;
    const twin = { ...context.peers.get(BOBS_ID)!, id: 'c'.repeat(52), address: '127.0.0.3:1' };
    const doubled = { ...context, peers: context.peers.set(twin.id, { ...twin, link: 'o1' }) };
    expect(whyOf('bob', doubled, new Chronicle((us) => us))).toEqual({
      code: 'ambiguous-peer',
      text: '"bob" can be @bbbbbbbb, @cccccccc',
    });
    void bob;
  });

  it('is known of a peer that the node itself has forgotten', async () => {
    const { alice, run } = await linkedPair();
    const chronicle = new Chronicle((us) => us);
    alice.node.turn$.subscribe((observed) => chronicle.note(observed.turn));
    void alice.face.disconnect('bob');
    run();
    const context = nodeContextIn(alice.node.system)!;
    const forgetful = { ...context, peers: context.peers.delete(BOBS_ID) };
    expect(whyOf('@bbbb', forgetful, chronicle)).toMatchObject({
      peer: BOBS_ID,
      code: 'disconnected',
    });
  });
});

it('is the same when the inputs are turned again', async () => {
  const inputs: Input[] = [];
  const { alice, bob, run } = await linkedPair((input) => inputs.push(input));
  void bob.face.close();
  run();
  const why = await ask(alice, 'bob', run);
  const startedMs = why.events[0]!.at;
  const chronicle = new Chronicle((us) => us / 1_000);
  let system = emptySystem(machines);
  for (const input of inputs) {
    const result = turn(system, input);
    system = result.system;
    chronicle.note(result);
  }
  const again = whyOf('bob', nodeContextIn(system)!, chronicle) as Why;
  const firstMs = again.events[0]!.at;
  const since = (events: Why['events'], start: number) =>
    events.map((event) => ({ ...event, at: Math.round(event.at - start) }));
  expect({ ...again, events: since(again.events, firstMs) }).toEqual({
    ...why,
    events: since(why.events, startedMs),
  });
});

const PROBING = 'established.liveness.probing + established.writability.open';

async function linkedPair(hear: (input: Input) => void = () => {}) {
  const pair = consolePair({ hear });
  const { clock, alice, bob, switchboard } = pair;
  const run = (): void => void clock.run(clock.now() + SECOND);
  const connected = alice.face.connect(BOB);
  run();
  await connected;
  await setImmediate();
  const cut = (): void => switchboard.cut('127.0.0.1', '127.0.0.2');
  return { clock, bob, run, alice: { ...alice, cut } };
}

async function ask(
  { face }: { readonly face: { why(peer: string): Promise<Why> } },
  peer: string,
  run: () => void,
): Promise<Why> {
  const asked = face.why(peer);
  run();
  return asked;
}
