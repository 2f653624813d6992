import { setup } from 'xstate';
import { formatAddress } from '../../protocol/address.ts';
import type { Command } from '../../protocol/commands.ts';
import type { SealedPost } from '../../protocol/effects.ts';
import type { ListenCode } from '../../protocol/inputs.ts';
import { limits } from '../../protocol/limits.ts';
import type { NodeConfig } from '../../protocol/node-config.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import type { Stamp } from '../connection/connection-events.ts';
import { tell } from '../engine/asked.ts';
import { perform } from '../engine/perform.ts';
import type { ToNode } from '../engine/told.ts';
import { dropAllRedials } from './commands/answer-waiting.ts';
import { declineCommands, obeyCommands } from './commands/obey-commands.ts';
import type { Judged } from './context/judged.ts';
import { changeLink, newNode, type NodeContext } from './context/node-context.ts';
import { judgeGreeting, judgeWelcome } from './links/judge-greeting.ts';
import { closeLink, establish, measured } from './links/node-links.ts';
import { contactDue, dropContacts, startContacts } from './opening/node-contacts.ts';
import { acceptLink } from './opening/open-link.ts';
import { endMail, hasMailUnderWay } from './mail/end-mail.ts';
import { mailJudged, mailSealed } from './mail/seals.ts';
import { beginOverlay } from './overlay/begin-overlay.ts';
import { hearGossip } from './overlay/hear-gossip.ts';
import { heardOnLan } from './overlay/lan-calls.ts';
import { dropAlarm, overlayDue, withAlarm } from './overlay/overlay-due.ts';
import { castsJudged, castsSigned, giveUpUnsealed } from './overlay/own-casts.ts';
import { farewell } from './overlay/own-presence.ts';
import { savePeers } from './overlay/saved-peers.ts';
import { endScans } from './overlay/scans.ts';

type Happened =
  | { readonly type: 'network.listening'; readonly host: string; readonly port: number }
  | { readonly type: 'network.failed'; readonly code: ListenCode; readonly text: string }
  | { readonly type: 'link.accepted'; readonly link: string; readonly address: string }
  | { readonly type: 'commands'; readonly commands: readonly Command[] }
  | {
      readonly type: 'seals.made';
      readonly of: SealedPost['of'];
      readonly batch: number;
      readonly key: Uint8Array;
      readonly signatures: readonly Uint8Array[];
    }
  | {
      readonly type: 'seals.judged';
      readonly of: SealedPost['of'];
      readonly batch: number;
      readonly sound: readonly boolean[];
    }
  | { readonly type: 'lan.heard'; readonly id: PeerId; readonly address: string };

export type NodeEvent = (Happened | ToNode) & Stamp;

type Context = NodeContext;
type Of<Type extends NodeEvent['type']> = Extract<NodeEvent, { readonly type: Type }>;

/** What may change when the overlay has something to do next. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- Each action says which event it is for.
function overlaid<Event extends Stamp>(logic: (context: Context, event: Event) => Judged) {
  return perform((context: Context, event: Event) => withAlarm(logic(context, event), event.at));
}

/**
 * The node: what it decides about all of its connections together.
 *
 *     starting ──listening──▶ running ──quit, dead listener──▶ parting ──▶ stopping ──nobody left──▶ stopped
 *         └──────────────── cannot listen ────────────────────────────────────────────────────────────▲
 */
export const nodeMachine = setup({
  types: {} as { context: Context; input: NodeConfig; events: NodeEvent },
  delays: {
    stopTimeout: limits.stopTimeoutMs,
    sealTimeout: limits.sealTimeoutMs,
    lastLettersTimeout: limits.lastLettersTimeoutMs,
  },
  guards: {
    'is told to quit': ({ event }) =>
      event.type === 'commands' && event.commands.some(({ command }) => command === 'quit'),
    'has said all': ({ context }) =>
      context.overlay.sealing.size === 0 && !hasMailUnderWay(context),
    'has no letters under way': ({ context }) => !hasMailUnderWay(context),
    'has nobody left to hear from': ({ context }) =>
      context.overlay.sealing.size === 0 && context.links.size === 0,
    'has no links left': ({ context }) => context.links.size === 0,
  },
  actions: {
    listen: perform(({ config: { host, port } }: Context) => [
      {},
      [{ type: 'network.listen', host, port }],
    ]),
    'stop listening': perform(() => [{}, [{ type: 'network.close' }]]),
    'say where it listens': perform((_: Context, { host, port }: Of<'network.listening'>) => [
      { listening: [formatAddress(host, port)] },
      [{ type: 'report', event: 'listening', host, port }],
    ]),
    'begin to look for others': overlaid((context: Context, { at }: Of<'network.listening'>) =>
      beginOverlay(context, at),
    ),
    'remember why it cannot listen': perform((_: Context, { code, text }: Of<'network.failed'>) => [
      { stopCode: code, stopText: text },
      [],
    ]),

    'start the contacts': perform((context: Context) => startContacts(context)),
    'drop the contacts': perform((context: Context) => dropContacts(context)),
    'drop the redials': perform((context: Context) => dropAllRedials(context)),
    'dial the contact': perform((context: Context, { address }: Of<'contact.due'>) =>
      contactDue(context, address),
    ),

    'accept the link': perform((context: Context, { link, address, at }: Of<'link.accepted'>) =>
      acceptLink(context, link, address, at),
    ),
    'close the accepted link': perform((_: Context, { link }: Of<'link.accepted'>) => [
      {},
      [{ type: 'link.close', link }],
    ]),
    'judge the greeting': overlaid((context: Context, event: Of<'connection.greeted'>) =>
      judgeGreeting(context, event),
    ),
    'judge the welcome': perform((context: Context, { link, at }: Of<'connection.welcomed'>) =>
      judgeWelcome(context, link, at),
    ),
    'establish the connection': overlaid(
      (context: Context, { link, at }: Of<'connection.established'>) =>
        establish(context, link, at),
    ),
    'hear the gossip': overlaid((context: Context, event: Of<'connection.gossip'>) =>
      hearGossip(context, event),
    ),
    'take the judgement': overlaid((context: Context, event: Of<'seals.judged'>) =>
      event.of === 'casts' ? castsJudged(context, event) : mailJudged(context, event),
    ),
    'say what was sealed': overlaid((context: Context, event: Of<'seals.made'>) =>
      event.of === 'casts' ? castsSigned(context, event) : mailSealed(context, event),
    ),
    'note who was heard around': overlaid(
      (context: Context, { id, address, at }: Of<'lan.heard'>) =>
        heardOnLan(context, { id, address }, at),
    ),
    'do what is due': overlaid((context: Context, { at }: Of<'alarm.rang'>) =>
      overlayDue(context, at),
    ),
    'say farewell to all': overlaid((context: Context, { at }: NodeEvent) => farewell(context, at)),
    'keep who was there': perform((context: Context, { at }: NodeEvent) => savePeers(context, at)),
    'end the mail': perform((context: Context, { at }: NodeEvent) => endMail(context, at)),
    'end the scans': perform((context: Context) => endScans(context)),
    'give up what has no seal': perform((context: Context) => [{}, giveUpUnsealed(context)]),
    'stop the alarm': perform((context: Context) => dropAlarm(context)),
    'note the round trip': perform((context: Context, event: Of<'connection.measured'>) =>
      measured(context, event.link, event.rttUs, event.at),
    ),
    'note that it leaves': perform((context: Context, { link }: Of<'connection.leaving'>) => [
      changeLink(context, link, { state: 'leaving' }),
      [],
    ]),
    'forget the link': overlaid((context: Context, event: Of<'connection.closed'>) =>
      closeLink(context, event),
    ),

    'obey the commands': overlaid((context: Context, event: Of<'commands'>) =>
      obeyCommands(context, event),
    ),
    'decline the commands': perform((context: Context, event: Of<'commands'>) =>
      declineCommands(context, event),
    ),

    'tell all to leave': perform(({ links }: Context) => [
      {},
      [...links.keys()].map((link) => tell(`node/${link}`, { type: 'leave', code: 'quit' })),
    ]),
    'tell all to stop': perform(({ links }: Context) => [
      {},
      [...links.keys()].map((link) => tell(`node/${link}`, { type: 'abort', code: 'quit' })),
    ]),
    'say that it stopped': perform(({ stopCode: code, stopText: text }: Context) => [
      {},
      [{ type: 'report', event: 'stopped', code, text }],
    ]),
  },
}).createMachine({
  id: 'node',
  options: { maxIterations: limits.microstepsPerStepMax },
  context: ({ input }) => newNode(input),
  initial: 'starting',
  on: {
    'connection.greeted': { actions: 'judge the greeting' },
    'connection.welcomed': { actions: 'judge the welcome' },
    'connection.established': { actions: 'establish the connection' },
    'connection.gossip': { actions: 'hear the gossip' },
    'seals.judged': { actions: 'take the judgement' },
    'connection.measured': { actions: 'note the round trip' },
    'connection.leaving': { actions: 'note that it leaves' },
    'connection.closed': { actions: 'forget the link' },
  },
  states: {
    starting: {
      entry: 'listen',
      on: {
        'network.listening': {
          target: 'running',
          actions: ['say where it listens', 'start the contacts', 'begin to look for others'],
        },
        'network.failed': { target: 'stopped', actions: 'remember why it cannot listen' },
        commands: [
          { guard: 'is told to quit', target: 'stopping', actions: 'decline the commands' },
          { actions: 'decline the commands' },
        ],
      },
    },
    running: {
      on: {
        'link.accepted': { actions: 'accept the link' },
        'contact.due': { actions: 'dial the contact' },
        'seals.made': { actions: 'say what was sealed' },
        'lan.heard': { actions: 'note who was heard around' },
        'alarm.rang': { actions: 'do what is due' },
        'network.failed': { target: 'parting', actions: 'remember why it cannot listen' },
        commands: [
          { guard: 'is told to quit', target: 'parting', actions: 'obey the commands' },
          { actions: 'obey the commands' },
        ],
      },
    },
    // Whoever is told that a node has left need not find out that it is gone.
    parting: {
      entry: ['say farewell to all', 'keep who was there'],
      always: [
        { guard: 'has said all', target: 'stopping' },
        { guard: 'has nobody left to hear from', target: 'stopping' },
      ],
      after: {
        sealTimeout: { guard: 'has no letters under way', target: 'stopping' },
        lastLettersTimeout: { target: 'stopping' },
      },
      on: {
        'link.accepted': { actions: 'close the accepted link' },
        'seals.made': { actions: 'say what was sealed' },
        commands: { actions: 'decline the commands' },
      },
    },
    stopping: {
      entry: [
        'drop the contacts',
        'drop the redials',
        'end the scans',
        'end the mail',
        'give up what has no seal',
        'stop the alarm',
        'stop listening',
        'tell all to leave',
      ],
      always: { guard: 'has no links left', target: 'stopped' },
      after: { stopTimeout: { actions: 'tell all to stop' } },
      on: {
        'link.accepted': { actions: 'close the accepted link' },
        commands: { actions: 'decline the commands' },
      },
    },
    stopped: { type: 'final', entry: 'say that it stopped' },
  },
});
