import { addressOfMoment } from '../store/position.ts';

/** For whoever may look already: no token is in it. */
export function linkToMoment(): string {
  return `${location.origin}${location.pathname}${addressOfMoment()}`;
}
