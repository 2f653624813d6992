import { about } from '../store/about.ts';

const colours = 6;

/** Which machine it is, as a colour that is the same everywhere. */
export function MachineDot({ machine }: { readonly machine: string }) {
  const place = about.value?.machines.indexOf(machine) ?? -1;
  const colour = place === -1 ? 'none' : String((place % colours) + 1);
  return <span class={`machine-dot is-machine-${colour}`} title={machine} aria-hidden="true" />;
}
