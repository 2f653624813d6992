import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../src/protocol/limits.ts';
import { lanWorlds, listenTo, type LanWorld } from '../support/lan-worlds.ts';
import { idOf } from '../support/pure-config.ts';

describe.each(lanWorlds)('a local network ($name)', ({ make }) => {
  let world: LanWorld;
  /** Others on this machine may call at the same time. */
  let network = '';

  beforeEach(() => {
    world = make();
    network = randomBytes(8).toString('hex');
  });

  const open = (letter: string, name = network) =>
    world.open(letter === 'a' ? world.hosts[0] : world.hosts[1], {
      network: name,
      id: idOf(letter),
    });
  const addressOf = (letter: string, port: number) =>
    `${letter === 'a' ? world.hosts[0] : world.hosts[1]}:${port}`;

  it('lets others hear who calls, where that is and on which port, and not the caller', async () => {
    const [alice, bob] = [open('a'), open('b')];
    const [byAlice, byBob] = [listenTo(alice), listenTo(bob)];
    alice.call(9_001);
    world.drive();
    await byBob.until(({ events }) => events.length === 1);
    bob.call(9_002);
    world.drive();
    await byAlice.until(({ events }) => events.length === 1);
    expect([byAlice.events, byBob.events]).toEqual([
      [{ id: idOf('b'), address: addressOf('b', 9_002) }],
      [{ id: idOf('a'), address: addressOf('a', 9_001) }],
    ]);
  });

  it('keeps networks apart', async () => {
    const [other, alice, bob] = [open('c', `${network}!`), open('a'), open('b')];
    const [byOther, byBob] = [listenTo(other), listenTo(bob)];
    listenTo(alice);
    other.call(1);
    world.drive();
    alice.call(2);
    world.drive();
    await byBob.until(({ events }) => events.length === 1);
    expect([byBob.events, byOther.events]).toEqual([
      [{ id: idOf('a'), address: addressOf('a', 2) }],
      [],
    ]);
  });

  it('is not heard, and carries nothing, while nobody is subscribed', async () => {
    const [alice, bob] = [open('a'), open('b')];
    alice.call(1);
    const first = listenTo(bob);
    const own = listenTo(alice);
    alice.call(2);
    world.drive();
    await first.until(({ events }) => events.length === 1);
    first.unsubscribe();
    bob.call(3);
    const again = listenTo(bob);
    alice.call(4);
    world.drive();
    await again.until(({ events }) => events.length === 1);
    expect([first.events, again.events, own.events]).toEqual([
      [{ id: idOf('a'), address: addressOf('a', 2) }],
      [{ id: idOf('a'), address: addressOf('a', 4) }],
      [],
    ]);
  });

  it('brings limits.lanCallsPerHostMax calls of one host, and no more at once', async () => {
    const [alice, bob] = [open('a'), open('b')];
    const heard = listenTo(bob);
    listenTo(alice);
    for (let port = 1; port <= limits.lanCallsPerHostMax + 5; port++) {
      alice.call(port);
      world.drive();
      if (port <= limits.lanCallsPerHostMax) {
        await heard.until(({ events }) => events.length === port);
      }
    }
    const late = listenTo(open('b'));
    alice.call(7);
    world.drive();
    await late.until(({ events }) => events.length > 0);
    expect(heard.events.length).toBe(limits.lanCallsPerHostMax);
  });
});
