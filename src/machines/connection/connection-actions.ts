import { closeCodes, type Reason } from '../../protocol/close-codes.ts';
import { NONCE_BYTES } from '../../protocol/messages.ts';
import { chat } from './chatter.ts';
import type { ConnectionContext } from './connection-context.ts';
import * as decide from './connection-decisions.ts';
import * as gossip from './connection-gossip.ts';
import * as texts from './connection-texts.ts';
import type { ConnectionEvent } from './connection-events.ts';
import { perform } from '../engine/perform.ts';
import { measure } from './round-trip.ts';

type Context = ConnectionContext;
type Of<Type extends ConnectionEvent['type']> = Extract<ConnectionEvent, { readonly type: Type }>;

/** The words of the connection machine for what it does. */
export const connectionActions = {
  dial: perform(({ link, address }: Context) => [{}, [{ type: 'link.dial', link, address }]]),
  'draw a nonce': perform(({ link }: Context) => [
    {},
    [{ type: 'random.draw', effect: `node/${link}#nonce`, bytes: NONCE_BYTES }],
  ]),
  'half-close the link': perform(({ link }: Context) => [{}, [{ type: 'link.end', link }]]),
  'close the link': perform(({ link }: Context) => [{}, [{ type: 'link.close', link }]]),

  'note whose key it is': perform((_: Context, { peer: proven }: Of<'link.secured'>) => [
    { proven },
    [],
  ]),
  'say hello': perform(decide.sayHello),
  'remember hello': perform((_: Context, { message: hello }: Of<'hello'>) => [{ hello }, []]),
  'say who we are': perform(decide.sayProof),
  'ask whether that holds': perform(decide.askForProof),
  'remember the welcome': perform((_: Context, { at }: Of<'welcome'>) => [
    { welcomed: true, heardAt: at },
    [],
  ]),
  'ask for a judgement': perform(decide.askForJudgement),
  'note whether it is heard': perform((_: Context, { ignored }: Of<'peer.accepted' | 'ignore'>) => [
    { ignored },
    [],
  ]),
  'say welcome': perform(({ link }: Context) => [
    {},
    [{ type: 'link.send', link, messages: [{ kind: 'welcome' }] }],
  ]),
  'tell of the welcome': perform(({ link }: Context) => [
    {},
    [decide.toNode({ type: 'connection.welcomed', link })],
  ]),
  'tell of the connection': perform(({ link }: Context) => [
    {},
    [decide.toNode({ type: 'connection.established', link })],
  ]),

  'warn the peer': perform(({ link }: Context, { code }: Of<'warn'>) => [
    {},
    [{ type: 'link.send', link, messages: [{ kind: 'notice', code }] }],
  ]),
  'heed the notice': perform(decide.heedNotice),

  'say ping': perform(decide.sayPing),
  'answer ping': perform((context: Context, { at, message }: Of<'ping'>) => [
    { heardAt: at, ...chat(context, at) },
    [decide.sayPong(context, message)],
  ]),
  'note some chatter': perform((context: Context, { at }: ConnectionEvent) => [
    { heardAt: at, ...chat(context, at) },
    [],
  ]),
  'note a part of a message': perform(decide.notePart),
  'measure the round trip': perform((context: Context, { at }: Of<'pong'>) => {
    const roundTrip = measure(context.roundTrip, at - context.pingSentAt);
    const rttUs = roundTrip.smoothedUs;
    return [
      { heardAt: at, roundTrip, pongToken: context.pingToken },
      [decide.toNode({ type: 'connection.measured', link: context.link, rttUs })],
    ];
  }),
  'count a probe': perform(({ probes }: Context) => [{ probes: probes + 1 }, []]),
  'forget the probes': perform(() => [{ probes: 0 }, []]),

  'take texts': perform((context: Context, event: Of<'texts'>) =>
    texts.take(context, event, false),
  ),
  'take texts on credit': perform((context: Context, event: Of<'texts'>) =>
    texts.take(context, event, true),
  ),
  'owe a pong': perform((context: Context, { at, message }: Of<'ping'>) => [
    { heardAt: at, ...chat(context, at), owedPong: message.token },
    [],
  ]),
  'pay what is owed': perform(texts.payWhatIsOwed),
  'note how many were taken': perform(({ outgoing }: Context) => [
    { takenWhenCongested: outgoing.taken },
    [],
  ]),
  'pass gossip on': perform(gossip.passOn),
  'say to the neighbour': perform(gossip.say),
  'keep it unsaid': perform(gossip.keepUnsaid),
  'say the unsaid': perform(gossip.sayTheUnsaid),
  'send texts': perform(texts.sendOff),
  'keep texts': perform(texts.keep),
  'turn down texts': perform(texts.turnDown),
  'empty the outbox': perform(texts.emptyOutbox),
  'count the receipt': perform(texts.countReceipt),

  'remember why': perform((context: Context, _: ConnectionEvent, { code, by }: Reason) =>
    decide.remember(context, code, by),
  ),
  'remember the order': perform((context: Context, { code }: Of<'leave' | 'abort'>) =>
    decide.remember(context, code, 'us'),
  ),
  'remember the farewell': perform(decide.rememberFarewell),
  'remember the rejection': perform((context: Context, { code, text }: Of<'bytes.rejected'>) =>
    decide.remember(context, code, 'us', text),
  ),
  'remember whose key it lacks': perform((context: Context) =>
    decide.rememberClaim(context, 'wrong-key'),
  ),
  'remember what was wrong with it': perform((context: Context, { fault }: Of<'link.judged'>) =>
    decide.rememberClaim(context, fault!),
  ),
  'remember what was out of place': perform((context: Context, { type }: ConnectionEvent) =>
    decide.remember(context, 'unexpected-message', 'us', `"${type}" has no place here`),
  ),
  'remember the lost link': perform(
    (context: Context, { code }: Of<'link.closed' | 'dial.failed'>) =>
      decide.remember(context, code, closeCodes[code].by[0]),
  ),
  'say bye': perform(decide.sayBye),
  'give up': perform(decide.giveUp),
};
