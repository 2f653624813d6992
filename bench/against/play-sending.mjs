import { playPair, playSpan } from './play-pair.mjs';

/**
 * Sends so many messages or bodies from one process to another. The span begins with the first of them and ends when
 * the last one was delivered.
 *
 * @param {import('./contestants.mjs').Contestant} contestant
 * @param {Parameters<typeof playPair>[1]} how
 * @param {{ count: number, warmUp: number, bytes?: number }} work
 * @returns {Promise<import('./measure.mjs').Played>} so many a second
 */
export function playSending(contestant, how, { count, warmUp, bytes }) {
  return playPair(contestant, how, async (pair) => {
    const { near, far, trace } = pair;
    const given = { ...contestant.settings, ...(bytes === undefined ? {} : { bytes }) };
    const port = await far.ask('start', { ...given, name: 'far', trace });
    await near.ask('start', { ...given, name: 'near', trace, count: warmUp + count });
    await far.ask('hear', given);
    await near.ask('connect', { port });
    const warm = far.ask('came', { total: warmUp });
    await near.ask('send', { ...given, count: warmUp });
    await warm;
    return playSpan(pair, contestant, count, async () => {
      const came = far.ask('came', { total: warmUp + count });
      const started = await near.ask('send', { ...given, count });
      return { started, ended: await came };
    });
  });
}
