import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

/**
 * The thread that calls this gives way to whoever else wants the processor, from now on. Only Linux has threads of one
 * process differ in that, and tells a thread its number; elsewhere nothing changes.
 */
export function giveWay(): void {
  try {
    const [thread] = readlinkSync('/proc/thread-self').split('/').slice(-1);
    setPriority(Number(thread), LOW);
  } catch {
    // Then it is as any other.
  }
}

/** Against one that has not given way it gets a tenth. */
const LOW = 10;
