import { setup } from 'xstate';
import { limits } from '../../protocol/limits.ts';
import {
  newConnection,
  type ConnectionContext,
  type ConnectionInput,
} from './connection-context.ts';
import { connectionActions } from './connection-actions.ts';
import * as decide from './connection-decisions.ts';
import { connectionGuards } from './connection-guards.ts';
import type { ConnectionEvent } from './connection-events.ts';
import { because, deaf, greeting, outOfPlace, securing, tooMuch } from './greeting-states.ts';
import { pongTimeoutMs } from './round-trip.ts';

/** Whatever waits to be said is said before the last word. */
const leaving = <Why extends string>(why: Why) =>
  [why, 'pay what is owed', 'empty the outbox', 'say the unsaid', 'say bye'] as const;

/**
 * One connection to one peer, from the first byte to the last.
 *
 *     dialling ──▶ securing ──▶ greeting ──welcome──▶ established ──▶ leaving ──▶ closed
 *        │            │            │                   liveness        saying bye    ▲
 *        │            │            │                     waiting ⇄ quiet  │          │
 *        │            │            │                        └▶ probing    ▼          │
 *        │            │            └─ refused, too late ─▶    ┊         hanging up   │
 *        │            │               rejected bytes ──────▶  ┊         deaf         │
 *        │            │                                writability                   │
 *        │            │                                  open ⇄ congested            │
 *        └────────────┴───────── no link, lost link, silence ────────────────────────┘
 *
 * A connection is established once both sides have judged the other's hello and said so. Leaving is
 * a conversation too: after `bye` the leaver still takes texts until the peer's own `bye`, so that
 * whatever was sent before it is delivered and receipted; then both hang up.
 */
export const connectionMachine = setup({
  types: {} as { context: ConnectionContext; input: ConnectionInput; events: ConnectionEvent },
  delays: {
    dialTimeout: ({ context }) => decide.dialTimeoutMs(context),
    greetingTimeout: ({ context, event }) => decide.greetingTimeoutMs(context, event),
    pingInterval: ({ context }) => context.config.pingIntervalMs,
    pongTimeout: ({ context, event }) =>
      pongTimeoutMs(context.roundTrip, decide.underWay(context), event.at),
    congestedTimeout: limits.congestedTimeoutMs,
    leaveTimeout: ({ context, event }) => decide.leaveTimeoutMs(context, event),
  },
  guards: connectionGuards,
  actions: connectionActions,
}).createMachine({
  id: 'connection',
  options: { maxIterations: limits.microstepsPerStepMax },
  context: ({ input }) => newConnection(input),
  initial: 'arriving',
  on: {
    send: { actions: 'turn down texts' },
    ignore: { actions: 'note whether it is heard' },
    abort: { target: '.closed', actions: ['remember the order', 'close the link'] },
    'link.closed': { target: '.closed', actions: 'remember the lost link' },
  },
  states: {
    arriving: {
      always: [{ guard: 'was accepted', target: 'securing' }, { target: 'dialling' }],
    },

    dialling: {
      entry: 'dial',
      after: {
        dialTimeout: {
          target: 'closed',
          actions: [because('dial-timeout', 'link'), 'close the link'],
        },
      },
      on: {
        'link.opened': { target: 'securing' },
        'dial.failed': { target: 'closed', actions: 'remember the lost link' },
        leave: { target: 'closed', actions: ['remember the order', 'close the link'] },
      },
    },

    securing,
    greeting,

    established: {
      entry: ['tell of the connection', 'empty the outbox'],
      type: 'parallel',
      on: {
        'link.bytes': { actions: 'note a part of a message' },
        texts: { actions: 'take texts' },
        gossip: { actions: 'pass gossip on' },
        ping: [tooMuch, { actions: 'answer ping' }],
        receipt: [
          { guard: 'receipts more than before', actions: 'count the receipt' },
          tooMuch,
          { guard: 'receipts what was sent', actions: 'note some chatter' },
          outOfPlace,
        ],
        notice: [tooMuch, { actions: 'heed the notice' }],
        warn: { actions: 'warn the peer' },
        leave: {
          target: 'leaving.saying bye',
          actions: leaving('remember the order'),
        },
        bye: {
          target: 'leaving.hanging up',
          actions: leaving('remember the farewell'),
        },
        'link.ended': { target: 'leaving.hanging up', actions: because('ended', 'link') },
        'bytes.rejected': { target: deaf, actions: 'remember the rejection' },
        hello: outOfPlace,
        proof: outOfPlace,
        welcome: outOfPlace,
      },
      states: {
        liveness: {
          initial: 'waiting',
          on: {
            pong: [
              {
                guard: 'answers the last ping',
                target: '.quiet',
                actions: ['measure the round trip', 'forget the probes'],
              },
              tooMuch,
              { actions: 'note some chatter' },
            ],
          },
          states: {
            quiet: {
              after: { pingInterval: { target: 'waiting' } },
              on: { probe: { target: 'waiting' } },
            },
            waiting: {
              entry: 'say ping',
              on: { probe: { actions: 'say ping' } },
              after: {
                pongTimeout: [
                  { guard: 'has been heard since', target: 'quiet' },
                  { target: 'probing' },
                ],
              },
            },
            probing: {
              entry: ['count a probe', 'say ping'],
              on: { probe: { actions: 'say ping' } },
              after: {
                pongTimeout: [
                  {
                    guard: 'has been heard since',
                    target: 'quiet',
                    actions: 'forget the probes',
                  },
                  { guard: 'has probes left', target: 'probing', reenter: true },
                  {
                    target: '#connection.closed',
                    actions: [because('silent'), 'close the link'],
                  },
                ],
              },
            },
          },
        },
        writability: {
          initial: 'open',
          states: {
            open: {
              on: {
                'link.congested': { target: 'congested' },
                send: { actions: 'send texts' },
                say: { actions: 'say to the neighbour' },
              },
            },
            congested: {
              entry: 'note how many were taken',
              after: {
                congestedTimeout: [
                  { guard: 'has taken some since', target: 'congested', reenter: true },
                  {
                    target: '#connection.closed',
                    actions: [because('stalled'), 'close the link'],
                  },
                ],
              },
              on: {
                'link.drained': {
                  target: 'open',
                  actions: ['pay what is owed', 'empty the outbox', 'say the unsaid'],
                },
                send: { actions: 'keep texts' },
                say: { actions: 'keep it unsaid' },
                texts: { actions: 'take texts on credit' },
                ping: [tooMuch, { actions: 'owe a pong' }],
              },
            },
          },
        },
      },
    },

    leaving: {
      initial: 'saying bye',
      after: { leaveTimeout: { target: 'closed', actions: 'close the link' } },
      states: {
        'saying bye': {
          on: {
            texts: { actions: 'take texts' },
            gossip: { actions: 'pass gossip on' },
            receipt: { guard: 'receipts what was sent', actions: 'count the receipt' },
            bye: { target: 'hanging up' },
            'link.ended': { target: 'hanging up' },
            'bytes.rejected': { target: 'hanging up' },
          },
        },
        // It said goodbye together with what it has shown: who it was is known with the verdict.
        learning: {
          tags: 'only short frames',
          on: {
            'link.judged': [
              { guard: 'has a fault', target: 'hanging up' },
              { target: 'hanging up', actions: 'ask for a judgement' },
            ],
          },
        },
        'hanging up': {
          tags: 'only short frames',
          entry: 'half-close the link',
          on: {
            receipt: { guard: 'receipts what was sent', actions: 'count the receipt' },
          },
        },
        deaf: { tags: 'only short frames', entry: ['say bye', 'half-close the link'] },
      },
    },

    closed: { type: 'final', entry: 'give up' },
  },
});
