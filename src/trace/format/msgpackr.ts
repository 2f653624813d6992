import type * as Main from 'msgpackr';
import * as subpath from 'msgpackr/pack';

/**
 * msgpackr by a subpath, which has all of it and loads no native add-on: what a tape says must not
 * depend on one. The subpath's own types lead nowhere, those of the main path are the same.
 */
export const { Packr, Unpackr, RESERVE_START_SPACE, REUSE_BUFFER_MODE } =
  subpath as unknown as typeof Main;
