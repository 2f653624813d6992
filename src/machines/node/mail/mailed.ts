import { post } from '../../../overlay/mail/mail.ts';
import type { Delivered, MailAsked, Undelivered } from '../../../overlay/mail/mail-asked.ts';
import type { MailChange, Now, Posted } from '../../../overlay/mail/mail-state.ts';
import { chain, type Judged } from '../context/judged.ts';
import { changeOverlay, type NodeContext } from '../context/node-context.ts';
import { sayTo } from '../context/say-to.ts';
import { wallAt } from '../context/wall-at.ts';
import { forged } from '../peers/forged.ts';
import { failAsk } from './asks.ts';
import { deliverLetters } from './deliver-letters.ts';
import { echoed, echoLost } from './route-traces.ts';

/** What mail asks for is carried out by the node, which alone knows links, commands and whoever listens. */
export function mailed(before: NodeContext, [mail, asked]: MailChange, at: number): Judged {
  return chain(
    [changeOverlay(before, { mail }), []],
    ...asked.map((one) => (context: NodeContext) => carryOut(context, one, at)),
  );
}

/** Letters of one tick; their sequences are the node's, which counts texts to neighbours with them. */
export function postLetters(context: NodeContext, posts: readonly Posted[], at: number): Judged {
  if (posts.length === 0) return [context, []];
  return mailed(context, post(context.overlay.mail, posts, nowOf(context, at)), at);
}

export function nowOf(context: NodeContext, at: number): Now {
  const { banned } = context;
  return { at, wallMs: wallAt(context, at), isBanned: (peer) => banned.has(peer) };
}

function carryOut(context: NodeContext, asked: MailAsked, at: number): Judged {
  switch (asked.type) {
    case 'mail.say':
      return [context, sayTo(context, asked.to, asked.messages)];
    case 'mail.seal':
      return [
        context,
        [{ type: 'seals.make', of: 'mail', batch: asked.batch, words: asked.words }],
      ];
    case 'mail.judge':
      return [
        context,
        [{ type: 'seals.judge', of: 'mail', batch: asked.batch, words: asked.words }],
      ];
    case 'mail.deliver':
      return deliverLetters(context, asked.letters);
    case 'mail.delivered':
      return noteDelivered(context, asked, at);
    case 'mail.undelivered':
      return noteUndelivered(context, asked);
    case 'mail.forged':
      return forged(context, asked.by, at);
  }
}

function noteDelivered(before: NodeContext, delivered: Delivered, at: number): Judged {
  const { to, sequences, purpose, tookUs, path } = delivered;
  if (purpose === 'text') {
    return [before, [{ type: 'report', event: 'delivered', to, sequences, tookUs, path }]];
  }
  if (purpose !== 'echo') return [before, []];
  return chain(
    [before, []],
    ...sequences.map((sequence) => (context: NodeContext) => {
      const [next, asked, posts] = echoed(context, { sequence, tookUs, path });
      return chain([next, asked], (traced) => postLetters(traced, posts, at));
    }),
  );
}

function noteUndelivered(before: NodeContext, undelivered: Undelivered): Judged {
  const { to, sequences, purpose, code, where, hops } = undelivered;
  if (purpose === 'text') {
    return [before, [{ type: 'report', event: 'undelivered', to, sequences, code, where, hops }]];
  }
  const fail = purpose === 'ask' ? failAsk : purpose === 'echo' ? echoLost : null;
  if (fail === null) return [before, []];
  const place = { ...(where === null ? {} : { where }), ...(hops === null ? {} : { hops }) };
  return chain(
    [before, []],
    ...sequences.map((sequence) => (context: NodeContext) => fail(context, sequence, code, place)),
  );
}
