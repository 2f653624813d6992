import { limits } from '../../../protocol/limits.ts';
import type { NodeContext } from '../context/node-context.ts';

/**
 * Where others can dial this node. Who listens everywhere does not know under which address others see it: they learn
 * it from where its links come from.
 */
export function placesToTell({ config, listening }: NodeContext): readonly string[] {
  const { advertise } = config;
  const places = advertise.length > 0 ? advertise : listening.filter((each) => !isEverywhere(each));
  return places.slice(0, limits.addressesMax);
}

function isEverywhere(address: string): boolean {
  return /^(?:0\.0\.0\.0|\[::\]):\d+$/.test(address);
}
