import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { limits } from '../../src/protocol/limits.ts';

const page = readFileSync('docs/library.md', 'utf8');

/** What each example says; that it ends by itself is part of it. */
const said: Readonly<Record<string, string>> = {
  'ask.mjs':
    'carol answers 6\nit came over 2 hops, by way of bob: true\n' +
    'weather: nobody there answers to that topic (no-such-topic)\n' +
    'sum: whoever answers there has failed (answer-failed)\n',
  'broadcast.mjs':
    'sent to 1 neighbour\ncarol hears: hi, all of you\nit is from alice: true, and came over 2 hops\n',
  'chat.mjs': 'bob hears: hi there\nit has arrived, over 1 hop\n',
  'events.mjs': 'listening\nconnected\ndisconnected\nstopped\n',
  'failures.mjs':
    'not delivered: there is no connection to @ID: connect first\n' +
    'it was the link: reset\n' +
    'it began with link.dial, and ended with disconnected\n',
  'state.mjs': '0 connected\n1 connected\n0 connected\n',
  'topics.mjs': 'bob: sun in the south (1 hop)\nalice: rain in the west (2 hops)\n',
  'tape.mjs': 'marked in turn 3, recorded in 1 segment\npeertape replay FOLDER/run\n',
};

describe('an example of the library', () => {
  it.each(readdirSync('examples'))('%s does what it says, and ends by itself', (name) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [`examples/${name}`], {
      encoding: 'utf8',
      timeout: 20_000,
    });
    const plain = stdout.replaceAll(/@[a-z2-7]{8}/g, '@ID');
    expect([stderr, plain, status]).toEqual(['', said[name], 0]);
  });

  it.each(readdirSync('examples'))('%s stands in docs/library.md as it is', (name) => {
    expect(page).toContain(`\`\`\`js\n${readFileSync(`examples/${name}`, 'utf8')}\`\`\``);
  });

  it('is all that the page shows', () => {
    expect(page.match(/^```js$/gm)).toHaveLength(readdirSync('examples').length);
  });
});

it('the page tells the limits as they are', () => {
  expect(page).toContain(`${limits.iteratorEventsMax.toLocaleString('en')} events`);
  expect(page).toContain(`a text of 1 to ${limits.topicBytesMax} bytes`);
  const { castsUnderWayMax, castBytesUnderWayMax, asksPerTopicMax, asksMax } = limits;
  expect(page).toContain(`no more than ${castsUnderWayMax.toLocaleString('en')}\ntexts`);
  expect(page).toContain(`with ${castBytesUnderWayMax / 1_048_576} MB`);
  expect(page).toContain(`within ${limits.letterTimeoutMs / 1_000} seconds`);
  expect(page).toContain(`runs for ${asksPerTopicMax} questions of one topic`);
  expect(page).toContain(`and all handlers for ${asksMax.toLocaleString('en')}`);
});
