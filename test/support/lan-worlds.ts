import { onTestFinished } from 'vitest';
import { Switchboard } from '../../src/sim/switchboard.ts';
import { VirtualClock } from '../../src/sim/virtual-clock.ts';
import type { LanName } from '../../src/streams/lan-ear.ts';
import type { Lan } from '../../src/streams/lan.ts';
import { UdpLan } from '../../src/streams/udp-lan.ts';
import { Recording } from './recording.ts';

/** What a contract needs of an implementation of the local network. */
export interface LanWorld {
  /** Two hosts, or one that has both. */
  readonly hosts: readonly [string, string];
  open(host: string, name: LanName): Lan;
  /** Lets time pass where it does not by itself. */
  drive(): void;
}

export const lanWorlds: readonly { readonly name: string; make(): LanWorld }[] = [
  { name: 'udp', make: makeUdpWorld },
  { name: 'virtual', make: makeVirtualWorld },
];

/** All that it hears, until the test is over. */
export function listenTo(lan: Lan): Recording<unknown> {
  const heard = new Recording<unknown>(lan.heard$);
  onTestFinished(() => heard.unsubscribe());
  return heard;
}

/** By a clock that stands still, so that no budget heals. */
function makeUdpWorld(): LanWorld {
  const clock = new VirtualClock();
  return {
    hosts: ['127.0.0.1', '127.0.0.1'],
    open: (host, name) => new UdpLan({ name, host, clock, tell: fail }),
    drive: () => {},
  };
}

function makeVirtualWorld(): LanWorld {
  const clock = new VirtualClock();
  const board = new Switchboard(clock, 1);
  return {
    hosts: ['10.0.0.1', '10.0.0.2'],
    open: (host, name) => board.lanOf(host, name),
    drive: () => void clock.run(),
  };
}

function fail(why: string): never {
  throw new Error(why);
}
