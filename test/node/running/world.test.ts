import { describe, expect, it } from 'vitest';
import { World, type Ports } from '../../../src/node/running/world.ts';
import type { Happening } from '../../../src/protocol/inputs.ts';
import type { Sealed } from '../../../src/protocol/messages.ts';
import { Dice } from '../../../src/sim/dice.ts';
import { Switchboard } from '../../../src/sim/switchboard.ts';
import { VirtualClock } from '../../../src/sim/virtual-clock.ts';
import { virtualEntropy } from '../../../src/sim/virtual-entropy.ts';
import { judgeSealsInPool } from '../../../src/streams/judge-seals-in-pool.ts';
import { nodeKeys } from '../../../src/streams/node-keys.ts';
import { idOf } from '../../support/pure-config.ts';
import {
  alice,
  bob,
  broadcastOf,
  fateOf,
  letterOf,
  presenceOf,
  withSeal,
} from '../../support/sealed-words.ts';

describe('the world of a node', () => {
  it('seals own casts in the name of the network, and judges those of others by it', () => {
    const byAlice = newWorld({ keys: nodeKeys(alice, null) });
    const byBob = newWorld({ keys: nodeKeys(bob, null) });
    const elsewhere = newWorld({ keys: nodeKeys(bob, null) }, 'elsewhere');
    const casts = [broadcastOf(alice.id), presenceOf(alice.id)];
    byAlice.world.act({ type: 'seals.make', of: 'casts', batch: 3, words: casts });
    expect(byAlice.taken).toEqual([
      {
        type: 'seals.made',
        of: 'casts',
        batch: 3,
        key: alice.spki,
        signatures: [anySignature, anySignature],
      },
    ]);
    const own = sealedBy(byAlice.taken[0]!, casts);
    for (const { world } of [byBob, elsewhere]) {
      world.act({ type: 'seals.judge', of: 'casts', batch: 1, words: [...own, ...casts] });
    }
    expect([...byBob.taken, ...elsewhere.taken]).toEqual([
      { type: 'seals.judged', of: 'casts', batch: 1, sound: [true, true, false, false] },
      { type: 'seals.judged', of: 'casts', batch: 1, sound: [false, false, false, false] },
    ]);
  });

  it('seals mail as it does casts, and says of which of the two seals and verdicts are', () => {
    const { world, taken } = newWorld({});
    const words = [letterOf(alice.id), fateOf(alice.id)];
    world.act({ type: 'seals.make', of: 'mail', batch: 1, words });
    const own = sealedBy(taken[0]!, words);
    world.act({ type: 'seals.judge', of: 'mail', batch: 1, words: [...own, ...words] });
    expect(taken).toMatchObject([
      { type: 'seals.made', of: 'mail', batch: 1, key: alice.spki },
      { type: 'seals.judged', of: 'mail', batch: 1, sound: [true, true, false, false] },
    ]);
  });

  it('is told of no verdict any more once it has vanished', async () => {
    const keys = nodeKeys(alice, null, { judgeSeals: judgeSealsInPool() });
    const { world, taken } = newWorld({ keys });
    const { world: next, taken: later, whenTaken } = newWorld({ keys });
    const casts = [broadcastOf(alice.id), broadcastOf(alice.id)];
    const { key, signatures } = keys.seal('lab', casts);
    const own = casts.map((cast, n) => withSeal(cast, key, signatures[n]!));
    world.act({ type: 'seals.judge', of: 'casts', batch: 1, words: own });
    world.vanish();
    next.act({ type: 'seals.judge', of: 'casts', batch: 2, words: own });
    await whenTaken;
    expect([taken, later]).toEqual([
      [],
      [{ type: 'seals.judged', of: 'casts', batch: 2, sound: [true, true] }],
    ]);
  });

  it('hears those around from its first call until it listens no more', () => {
    const clock = new VirtualClock();
    const board = new Switchboard(clock, 1);
    const lanOf = (host: string, letter: string) =>
      board.lanOf(host, { network: 'lab', id: idOf(letter) });
    const worlds = [
      newWorld({ clock, lan: lanOf('10.0.0.1', 'a') }),
      newWorld({ clock, lan: lanOf('10.0.0.2', 'b') }),
    ] as const;
    const [{ world: a, taken: byA }, { world: b, taken: byB }] = worlds;
    const call = (world: World, port: number) => {
      world.act({ type: 'lan.call', port });
      clock.run();
    };
    call(a, 1);
    call(b, 2);
    call(a, 3);
    a.act({ type: 'network.close' });
    call(b, 4);
    call(a, 5);
    expect(board.open.listeners).toBe(1);
    b.vanish();
    expect([byA, byB, board.open.listeners]).toEqual([
      [{ type: 'lan.heard', id: idOf('b'), address: '10.0.0.2:2' }],
      [{ type: 'lan.heard', id: idOf('a'), address: '10.0.0.1:3' }],
      0,
    ]);
  });

  it('calls nobody without a local network', () => {
    const { world, taken } = newWorld({});
    world.act({ type: 'lan.call', port: 1 });
    expect(taken).toEqual([]);
  });
});

const anySignature = expect.objectContaining({ length: 64 });

function newWorld(ports: Partial<Ports>, network = 'lab') {
  const clock = new VirtualClock();
  const taken: Happening[] = [];
  let tell = (): void => {};
  const whenTaken = new Promise<void>((resolve) => (tell = resolve));
  const world = new World(
    {
      clock,
      network: new Switchboard(clock, 1).networkOf('10.0.0.1'),
      entropy: virtualEntropy(new Dice(1, 'entropy')),
      keys: nodeKeys(alice, null),
      ...ports,
    },
    network,
    (happening) => {
      taken.push(happening);
      tell();
    },
  );
  return { world, taken, whenTaken };
}

function sealedBy<W extends Sealed>(signed: Happening, words: readonly W[]): W[] {
  if (signed.type !== 'seals.made') throw new TypeError(signed.type);
  return words.map((word, n) => withSeal(word, signed.key, signed.signatures[n]!));
}
