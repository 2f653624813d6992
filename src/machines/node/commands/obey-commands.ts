import type { Command } from '../../../protocol/commands.ts';
import { limits } from '../../../protocol/limits.ts';
import type { Stamp } from '../../connection/connection-events.ts';
import type { Asked } from '../../engine/asked.ts';
import type { Judged } from '../context/judged.ts';
import type { NodeContext } from '../context/node-context.ts';
import { sealDrafts } from '../overlay/own-casts.ts';
import { declined, done } from './answer.ts';
import { broadcastsFrom, obeyBroadcasts } from './obey-broadcasts.ts';
import { connect, disconnect } from './obey-connects.ts';
import { obeyListing } from './obey-listing.ts';
import { ask, reply, route } from './obey-mail.ts';
import { announce, topology, view } from './obey-overlay.ts';
import { lp, peers, status } from './obey-questions.ts';
import { obeyScan } from './obey-scan.ts';
import { obeySends, postParcel, sendsFrom, type Parcels, type Send } from './obey-sends.ts';

type Order = Stamp & { readonly commands: readonly Command[] };

/** All commands of one tick. The texts among them reach each connection in one piece. */
export function obeyCommands(before: NodeContext, { commands, at, turn }: Order): Judged {
  const parcels: Parcels = new Map();
  const asked: Asked[] = [];
  let context = before;
  for (let next = 0; next < commands.length;) {
    const run = runFrom(commands, next);
    const [after, more] = obeyRun(context, run, { at, turn }, parcels);
    context = after;
    for (const one of more) asked.push(one);
    next += run.length;
  }
  for (const link of parcels.keys()) asked.push(...postParcel(link, parcels));
  const [sealed, more] = sealDrafts(context, at);
  return [sealed, more.length === 0 ? asked : [...asked, ...more]];
}

/** The answers of a node that has not begun to listen, or is about to stop. */
export function declineCommands(context: NodeContext, { commands }: Order): Judged {
  return [
    context,
    commands.map((command) =>
      command.command === 'quit'
        ? done(command, {})
        : declined(command, 'not-running', 'the node is starting or stopping'),
    ),
  ];
}

type Broadcasts = ReturnType<typeof broadcastsFrom>;
type Other = Exclude<Command, Send | Broadcasts[number]>;
type Run = readonly Send[] | Broadcasts | readonly [Other];

/** What follows each other and can be done in one go. */
function runFrom(commands: readonly Command[], first: number): Run {
  const command = commands[first]!;
  if (command.command === 'send') return sendsFrom(commands, first);
  return command.command === 'broadcast' ? broadcastsFrom(commands, first) : [command];
}

function obeyRun(context: NodeContext, run: Run, stamp: Stamp, parcels: Parcels): Judged {
  const [first] = run as readonly [Command];
  switch (first.command) {
    case 'send':
      return obeySends(context, run as readonly Send[], parcels, stamp.at);
    case 'broadcast':
      return obeyBroadcasts(context, run as Broadcasts, stamp.at);
    default:
      return obey(context, first, stamp, parcels);
  }
}

function obey(context: NodeContext, command: Other, { at, turn }: Stamp, parcels: Parcels): Judged {
  switch (command.command) {
    case 'connect':
      return connect(context, command, at);
    case 'disconnect':
      return disconnect(context, command, parcels);
    case 'mark':
      return [context, mark(command, turn)];
    case 'peers':
      return peers(context, command, at);
    case 'lp':
      return lp(context, command, at);
    case 'ban':
    case 'unban':
    case 'ignore':
    case 'unignore':
      return obeyListing(context, command);
    case 'announce':
      return announce(context, command, at);
    case 'view':
      return view(context, command);
    case 'topology':
      return topology(context, command);
    case 'scan':
      return obeyScan(context, command, at);
    case 'ask':
      return ask(context, command, at);
    case 'reply':
      return reply(context, command, at);
    case 'route':
      return route(context, command, at);
    case 'status':
      return status(context, command, { at, turn });
    case 'quit':
      return [context, [done(command, {})]];
  }
}

function mark(command: Extract<Command, { command: 'mark' }>, turn: number): Asked[] {
  if (command.text.length > limits.markTextUnitsMax) {
    const text = `a note has at most ${limits.markTextUnitsMax} characters`;
    return [declined(command, 'text-too-long', text)];
  }
  return [{ type: 'mark', text: command.text }, done(command, { turn })];
}
