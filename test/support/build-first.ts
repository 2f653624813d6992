import { prepare } from '../../scripts/prepare.mjs';

/** What runs the command line runs the sources as they are now, never an older build. */
export function setup(): void {
  prepare({ build: true });
}
