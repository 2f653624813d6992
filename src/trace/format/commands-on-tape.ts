import { Body } from '../../protocol/body.ts';
import type { Command, CommandName } from '../../protocol/commands.ts';
import { limits } from '../../protocol/limits.ts';
import { count, fieldList, pushFields, takeFields, text } from './field-on-tape.ts';
import type { FieldList, FieldOnTape, FieldsOnTape, Keeping } from './field-on-tape.ts';
import { asCount, asList, Fields } from './fields.ts';
import type { Plain } from './plain.ts';
import {
  countSends,
  leftOutBody,
  SENDS,
  sendsFromTape,
  sendsToTape,
  type Send,
} from './sends-on-tape.ts';
import { malformed } from './tape-error.ts';

const body: FieldOnTape<Body> = {
  toTape: (value, { skimmer }) => skimmer.skimText(value),
  fromTape: (value) => {
    if (value instanceof Uint8Array) return new Body(value);
    return leftOutBody(asCount(value));
  },
};

type FieldsOf<N extends CommandName> = Omit<
  Extract<Command, { readonly command: N }>,
  'id' | 'command'
>;

const fieldsOnTape: { readonly [N in CommandName]: FieldsOnTape<FieldsOf<N>> } = {
  connect: { peer: text },
  disconnect: { peer: text },
  send: { peer: text, body },
  broadcast: { topic: text, body },
  ask: { peer: text, topic: text, body },
  reply: { peer: text, re: count, topic: text, code: text, body },
  route: { peer: text },
  announce: {},
  view: {},
  topology: {},
  scan: { range: text },
  peers: {},
  lp: {},
  status: {},
  mark: { text },
  quit: {},
  ban: { peer: text },
  unban: { peer: text },
  ignore: { peer: text },
  unignore: { peer: text },
};

const fieldsByName = new Map<string, FieldList>(
  Object.entries(fieldsOnTape).map(([name, fields]) => [name, fieldList(fields)]),
);

/** Each command is `[name, id, ...fields]`; sends to one peer that follow each other are one entry. */
export const commands: FieldOnTape<readonly Command[]> = {
  toTape: (list, keeping) => {
    const excess = excessOf(list);
    if (excess !== null) throw new RangeError(excess);
    const entries: Plain[] = [];
    for (let next = 0; next < list.length;) {
      const sends = countSends(list, next);
      if (sends > 1) {
        const run = list.slice(next, next + sends) as Send[];
        entries.push(sendsToTape(run, keeping.skimmer));
      } else entries.push(commandToTape(list[next]!, keeping));
      next += Math.max(sends, 1);
    }
    return entries;
  },
  fromTape: (value) => {
    const list = asList(value).flatMap((entry) => commandsFromTape(new Fields(entry)));
    const excess = excessOf(list);
    if (excess !== null) throw malformed(excess);
    return list;
  },
};

function commandToTape(command: Command, keeping: Keeping): Plain[] {
  const tape: Plain[] = [command.command, command.id];
  pushFields(tape, fieldsByName.get(command.command)!, command, keeping);
  return tape;
}

function commandsFromTape(tape: Fields): readonly Command[] {
  const name = tape.text();
  return name === SENDS ? sendsFromTape(tape) : [commandFromTape(name, tape)];
}

function commandFromTape(name: string, tape: Fields): Command {
  const fields = fieldsByName.get(name);
  if (fields === undefined) throw malformed('a command of no known name');
  const command: Record<string, unknown> = { id: tape.count(), command: name };
  takeFields(command, fields, tape);
  return command as unknown as Command;
}

function excessOf(list: readonly Command[]): string | null {
  if (list.length > limits.commandsPerInputMax) return 'more commands than commandsPerInputMax';
  let bytes = 0;
  for (const one of list) if ('body' in one) bytes += one.body.length;
  if (bytes > limits.commandBytesPerInputMax) return 'more bytes than commandBytesPerInputMax';
  return null;
}
