import { geteuid } from 'node:process';

/** Another user's, who could change it whatever its mode says. The administrator could anyway. */
export function isForeign({ uid }: { readonly uid: number }): boolean {
  return geteuid !== undefined && uid !== geteuid() && uid !== 0;
}
