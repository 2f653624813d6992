import { connectionMachine } from '../machines/connection-machine.ts';
import { contactMachine } from '../machines/contact-machine.ts';
import { nodeMachine } from '../machines/node-machine.ts';
import type { Machines } from '../machines/system.ts';

/** The machines every node is made of, whichever world it is in. */
export const machines: Machines = {
  node: nodeMachine,
  connection: connectionMachine,
  contact: contactMachine,
};
