import { setup } from 'xstate';
import { limits } from '../../../protocol/limits.ts';
import { drawUnit, streamOf, type RandomStream } from '../../../values/random-stream.ts';
import type { Stamp } from '../../connection/connection-events.ts';
import { tell } from '../../engine/asked.ts';
import { perform } from '../../engine/perform.ts';
import type { ToContact } from '../../engine/told.ts';

export interface ContactInput {
  readonly address: string;
  readonly seed: number;
}

export interface ContactContext {
  readonly address: string;
  readonly failures: number;
  readonly backoffMs: number;
  readonly linkedAt: number;
  /** It was turned away for a reason that will last. */
  readonly refused: boolean;
  readonly random: RandomStream;
}

export type ContactEvent = ToContact & Stamp;

/**
 * One address the node wants to stay connected to, however often the connection ends.
 *
 *     wanting ──linked──▶ linked ──lost──▶ resting
 *        │  ▲                ▲                │  │
 *        │  └───── back-off ─┼────────────────┼──┘
 *        └──── lost ─────────┼──▶ resting     │
 *                            └──── linked ────┘     dropped ──▶ dropped
 *
 * What it wants can be done with for a while too: served ──▶ content ──later──▶ wanting.
 */
export const contactMachine = setup({
  types: {} as { context: ContactContext; input: ContactInput; events: ContactEvent },
  delays: { backoff: ({ context }) => context.backoffMs },
  actions: {
    'ask for a dial': perform(({ address }: ContactContext) => [
      {},
      [tell('node', { type: 'contact.due', address })],
    ]),
    'remember when': perform((_: ContactContext, { at }: ContactEvent) => [
      { linkedAt: at, refused: false },
      [],
    ]),
    'remember the refusal': perform(() => [{ refused: true }, []]),
    'forget the refusal': perform(() => [{ refused: false }, []]),
    'count the failure': perform(({ failures }: ContactContext) => [
      { failures: failures + 1 },
      [],
    ]),
    'forgive what came before': perform(
      ({ failures, linkedAt }: ContactContext, { at }: ContactEvent) => {
        const held = at - linkedAt >= limits.backoffMaxMs * 1000;
        return [{ failures: held ? 1 : failures + 1 }, []];
      },
    ),
    'note when to come again': perform(
      (context: ContactContext, event: Extract<ContactEvent, { type: 'contact.served' }>) => [
        { failures: 0, refused: false, ...spread(context, event.againMs) },
        [],
      ],
    ),
    'draw the back-off': perform((context: ContactContext) => [drawBackoff(context), []]),
  },
}).createMachine({
  id: 'contact',
  options: { maxIterations: limits.microstepsPerStepMax },
  context: ({ input }) => ({
    address: input.address,
    failures: 0,
    backoffMs: 0,
    linkedAt: 0,
    refused: false,
    random: streamOf(input.seed, `contact ${input.address}`),
  }),
  initial: 'wanting',
  on: {
    'contact.dropped': { target: '.dropped' },
    'contact.served': { target: '.content', actions: 'note when to come again' },
  },
  states: {
    wanting: {
      entry: 'ask for a dial',
      on: {
        'contact.linked': { target: 'linked' },
        'contact.lost': { target: 'resting', actions: ['count the failure', 'forget the refusal'] },
        'contact.refused': {
          target: 'resting',
          actions: ['count the failure', 'remember the refusal'],
        },
      },
    },
    resting: {
      entry: 'draw the back-off',
      after: { backoff: { target: 'wanting' } },
      on: { 'contact.linked': { target: 'linked' } },
    },
    linked: {
      entry: 'remember when',
      on: {
        'contact.lost': { target: 'resting', actions: 'forgive what came before' },
        'contact.refused': {
          target: 'resting',
          actions: ['count the failure', 'remember the refusal'],
        },
      },
    },
    content: {
      after: { backoff: { target: 'wanting' } },
      on: { 'contact.linked': { target: 'linked' } },
    },
    dropped: { type: 'final' },
  },
});

/** Twice as long after each failure, up to the limit. */
function drawBackoff(context: ContactContext): Partial<ContactContext> {
  const { failures, refused } = context;
  const grown = Math.min(limits.backoffMinMs * 2 ** Math.min(failures, 30), limits.backoffMaxMs);
  return spread(context, refused ? limits.refusedBackoffMs : grown);
}

/** By chance between half and all of that, so that not all come back together. */
function spread({ random }: ContactContext, longestMs: number): Partial<ContactContext> {
  const { value, next } = drawUnit(random);
  return { backoffMs: Math.round(longestMs * (0.5 + value / 2)), random: next };
}
