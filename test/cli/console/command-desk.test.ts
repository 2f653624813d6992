import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { parseLine } from '../../../src/cli/console/parse-line.ts';
import type { NodeEvent } from '../../../src/node/telling/node-event.ts';
import { consolePair } from '../../support/console-pair.ts';

const BOB = '127.0.0.2:9002';
const SECOND = 1_000_000;

describe('the desk', () => {
  it('gives exactly one answer to each command, with the user’s own id', async () => {
    const { clock, alice } = consolePair();
    const asked = [
      '{"id":"a","command":"status"}',
      'peers',
      '',
      '{"id":2,"command":"nonsense"}',
      'send',
      '{"id":"c","command":"connect","args":["nobody"]}',
    ];
    const obeyed = Promise.all(asked.map((line) => alice.desk.obey(parseLine(line))));
    clock.run(clock.now() + SECOND);
    await obeyed;
    expect(answersIn(alice.shown).toSorted()).toEqual(
      [
        'a status ok',
        '- peers ok',
        '- help ok',
        '2 nonsense unknown-command',
        '- send usage',
        'c connect bad-address',
      ].toSorted(),
    );
  });

  it('does not count a connect as done before the peer is connected', async () => {
    const { clock, alice } = consolePair();
    let isDone = false;
    const obeyed = alice.desk.obey(parseLine(`connect ${BOB}`)).then(() => (isDone = true));
    clock.step();
    await setImmediate();
    expect(isDone).toBe(false);
    clock.run(clock.now() + SECOND);
    await obeyed;
    expect(alice.shown.map(({ event }) => event)).toEqual(['listening', 'connected', 'answer']);
  });

  it('tells how a text begins while another is on its way too', async () => {
    const { clock, alice } = consolePair();
    await ask(`connect ${BOB}`);
    void ask(`send ${BOB} one`);
    void ask(`send ${BOB} ${'é'.repeat(30)}`);
    clock.run(clock.now() + 1);
    const sent = alice.shown.filter((event) => event.event === 'answer').slice(-2);
    const ids = sent.map(({ result }) => (result as { messageId: string }).messageId);
    expect(ids.map((id) => alice.desk.beginningOf(id))).toEqual(['one', `${'é'.repeat(24)}…`]);
    clock.run(clock.now() + SECOND);
    void ask(`send ${BOB} alone`);
    clock.run(clock.now() + 1);
    const last = alice.shown.findLast((event) => event.event === 'answer');
    const { messageId } = last!.result as { messageId: string };
    expect(alice.desk.beginningOf(messageId)).toBeNull();

    async function ask(line: string): Promise<void> {
      const obeyed = alice.desk.obey(parseLine(line));
      if (line.startsWith('connect')) clock.run(clock.now() + SECOND);
      await obeyed;
    }
  });

  it('is settled once it is known what became of every text', async () => {
    const { clock, alice } = consolePair();
    await ask(`connect ${BOB}`);
    await ask(`send ${BOB} hi`);
    let isSettled = false;
    const settled = alice.desk.settled().then(() => (isSettled = true));
    await setImmediate();
    expect(isSettled).toBe(false);
    clock.run(clock.now() + SECOND);
    await settled;
    expect(alice.shown.at(-1)).toMatchObject({ event: 'delivered', to: 'b'.repeat(52) });

    async function ask(line: string): Promise<void> {
      const obeyed = alice.desk.obey(parseLine(line));
      const answers = answersIn(alice.shown).length;
      while (answersIn(alice.shown).length === answers) clock.step();
      await obeyed;
    }
  });

  it('takes an undelivered text for settled too', async () => {
    const { clock, alice, bob } = consolePair();
    void alice.desk.obey(parseLine(`connect ${BOB}`));
    clock.run(clock.now() + SECOND);
    bob.node.vanish();
    void alice.desk.obey(parseLine(`send ${BOB} hi`));
    const settled = alice.desk.settled();
    clock.run(clock.now() + 60 * SECOND);
    await settled;
    expect(alice.shown.map(({ event }) => event)).toContain('undelivered');
  });

  it('says goodbye once, and gives no answer that nobody asked for', () => {
    const { clock, alice } = consolePair();
    alice.desk.leave();
    alice.desk.leave();
    clock.run(clock.now() + SECOND);
    expect(alice.shown.map(({ event }) => event)).toEqual(['listening', 'stopped']);
  });

  it('keeps nobody waiting for a node that is over', async () => {
    const { clock, alice } = consolePair();
    void alice.desk.obey(parseLine('quit'));
    clock.run(clock.now() + SECOND);
    expect(alice.node.over).toBe(true);
    await alice.desk.obey(parseLine('peers'));
    await alice.desk.settled();
    alice.desk.leave();
    expect(answersIn(alice.shown)).toEqual(['- quit ok']);
  });
});

function answersIn(events: readonly NodeEvent[]): string[] {
  return events
    .filter((event) => event.event === 'answer')
    .map(({ id = '-', command, error }) => `${id} ${command} ${error?.code ?? 'ok'}`);
}
