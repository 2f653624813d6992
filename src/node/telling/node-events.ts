import type { Accepted, Answer, Outcome, Report, Said } from '../../protocol/effects.ts';
import type { NodeConfig } from '../../protocol/node-config.ts';
import type { Clock } from '../../streams/clock.ts';
import { answerResult } from './answer-result.ts';
import { hintFor, meaningOf } from './code-words.ts';
import { messageEvents, type MessagesCame } from './message-events.ts';
import { messageId } from './message-id.ts';
import { placeOf, wayOver } from './message-way.ts';
import { saidBy } from './node-error.ts';
import type { Answered, NodeEvent, NodeEventBody, Stamp } from './node-event.ts';
import type { News } from '../running/run-node.ts';

/** What a node's events say of its surroundings, which the node itself does not know. */
export interface NodeFacts {
  readonly config: Pick<NodeConfig, 'id' | 'instance' | 'name' | 'network'>;
  readonly clock: Pick<Clock, 'now' | 'wall'>;
  readonly version: string;
  readonly pid: number;
  readonly tls: boolean;
  readonly data: string | null;
  readonly trace: string | null;
  readonly labId?: number;
  /** The user's own id of a command, if there was one; the node's numbers are nobody's business. */
  readonly commandId?: (number: number) => string | number | undefined;
}

/** Turns news into the events of the contract, in order; batches become one event for each text. */
export function nodeEvents({ turn, said }: News, facts: NodeFacts): readonly NodeEvent[] {
  const stamp: Stamp = { at: facts.clock.wall(), node: facts.config.id, turn };
  if (isMessages(said)) return messageEvents(said, stamp);
  return bodiesOf(said, facts).map((body) => stamped(body, stamp));
}

export function isMessages(said: Said): said is MessagesCame {
  if (said.type !== 'report') return false;
  return said.event === 'message' || said.event === 'broadcast' || said.event === 'mail';
}

function bodiesOf(said: Exclude<Said, MessagesCame>, facts: NodeFacts): readonly NodeEventBody[] {
  if (said.type === 'answer') return [answered(said, facts)];
  return said.type === 'accepted' ? accepted(said, facts) : reported(said, facts);
}

/** In the order people read: what it is and when, then the rest. */
export function stamped<Body extends { readonly event: string }>(
  body: Body,
  { at, node, turn }: Stamp,
): Body & Stamp {
  return Object.assign({ event: body.event, at, node, turn }, body);
}

function reported(
  report: Exclude<Report, MessagesCame>,
  facts: NodeFacts,
): readonly NodeEventBody[] {
  const own = facts.config;
  switch (report.event) {
    case 'listening':
      return [listening(report, facts)];
    case 'connected': {
      const { event, peer, name, address, link, inbound, instance } = report;
      return [{ event, peer, ...named(name), address, link, inbound, instance }];
    }
    case 'disconnected': {
      const { event, peer, address, link, how, code, by, text } = report;
      const said = text === '' ? {} : { text };
      return [{ event, peer, address, link, how, code, by, ...said }];
    }
    case 'refused': {
      const { event, address, peer, inbound, code, by, text } = report;
      const who = peer === null ? {} : { peer };
      return [{ event, address, ...who, inbound, code, by, ...(text === '' ? {} : { text }) }];
    }
    case 'delivered': {
      const { event, to, sequences, path } = report;
      const ms = report.tookUs / 1_000;
      const way = wayOver(path);
      return sequences.map((sequence) => ({
        event,
        messageId: messageId(own.id, own.instance, sequence),
        to,
        ...way,
        ms,
      }));
    }
    case 'undelivered': {
      const { event, to, sequences, code } = report;
      const place = placeOf(report);
      return sequences.map((sequence) => ({
        event,
        messageId: messageId(own.id, own.instance, sequence),
        to,
        code,
        ...place,
      }));
    }
    case 'peer': {
      const { event, peer, name, address, state, cause } = report;
      const where = address === '' ? {} : { address };
      return [{ event, peer, ...named(name), ...where, state, cause }];
    }
    case 'warned': {
      const { code, peer } = report;
      const text = `@${peer.slice(0, 8)} says: ${meaningOf(code)}`;
      return [{ event: 'error', code, text, hint: hintFor(code), fatal: false }];
    }
    case 'stopped':
      return stopped(report);
  }
}

function listening(
  { event, host, port }: Extract<Report, { event: 'listening' }>,
  { config, labId, tls, data, trace, pid, version }: NodeFacts,
): NodeEventBody {
  const { id: peer, name, network } = config;
  const lab = labId === undefined ? {} : { labId };
  return {
    event,
    peer,
    host,
    port,
    ...named(name),
    ...lab,
    network,
    tls,
    data,
    trace,
    pid,
    version,
  };
}

function stopped({ code, text }: Extract<Report, { event: 'stopped' }>): NodeEventBody[] {
  if (code === 'quit') return [{ event: 'stopped', code, exit: 0 }];
  const hint = hintFor(code);
  const why = text === '' ? meaningOf(code) : `${meaningOf(code)} (${text})`;
  return [
    { event: 'error', code, text: why, ...(hint === '' ? {} : { hint }), fatal: true },
    { event: 'stopped', code, exit: 1 },
  ];
}

function answered({ id, command, outcome }: Answer, facts: NodeFacts): Answered {
  return withId(id, inWords(command, outcome, facts), facts);
}

function accepted({ to, ids, sequences }: Accepted, facts: NodeFacts): readonly Answered[] {
  const { id, instance } = facts.config;
  return ids.map((number, index) => {
    const result = { messageId: messageId(id, instance, sequences[index]!), to };
    return withId(number, { event: 'answer', command: 'send', ok: true, result }, facts);
  });
}

function withId(number: number, body: Answered, facts: NodeFacts): Answered {
  const given = facts.commandId?.(number);
  return given === undefined ? body : Object.assign({ event: body.event, id: given }, body);
}

function inWords(command: string, outcome: Outcome, facts: NodeFacts): Answered {
  const event = 'answer';
  if (outcome.ok) {
    return { event, command, ok: true, result: answerResult(command, outcome.result, facts) };
  }
  const { ok, code, text: told, ...place } = outcome;
  const text = (told === '' ? meaningOf(code) : told) + saidBy(place);
  return { event, command, ok, error: { code, text, hint: hintFor(code, command), ...place } };
}

function named(name: string): { readonly name?: string } {
  return name === '' ? {} : { name };
}
