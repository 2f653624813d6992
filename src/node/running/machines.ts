import { alarmMachine } from '../../machines/node/overlay/alarm-machine.ts';
import { connectionMachine } from '../../machines/connection/connection-machine.ts';
import { contactMachine } from '../../machines/node/opening/contact-machine.ts';
import { nodeMachine } from '../../machines/node/node-machine.ts';
import type { Machines } from '../../machines/engine/system.ts';

/** The machines every node is made of, whichever world it is in. */
export const machines: Machines = {
  node: nodeMachine,
  connection: connectionMachine,
  contact: contactMachine,
  alarm: alarmMachine,
};
