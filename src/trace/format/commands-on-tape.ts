import { Body } from '../../protocol/body.ts';
import type { Command, CommandName } from '../../protocol/commands.ts';
import { limits } from '../../protocol/limits.ts';
import { fieldList, pushFields, takeFields, text } from './field-on-tape.ts';
import type { FieldList, FieldOnTape, FieldsOnTape } from './field-on-tape.ts';
import { asCount, asList, Fields } from './fields.ts';
import type { Plain } from './plain.ts';
import { malformed } from './tape-error.ts';

/** All left-out texts are views of the same zeros, so that a small record cannot ask for much memory. */
const zeros = new Uint8Array(limits.commandBytesPerInputMax);

const body: FieldOnTape<Body> = {
  toTape: (value, { skimmer }) => skimmer.skimText(value),
  fromTape: (value) => {
    if (value instanceof Uint8Array) return new Body(value);
    const length = asCount(value);
    if (length > limits.commandBytesPerInputMax) throw malformed('a body over the limit');
    return new Body(zeros, 0, length);
  },
};

/** Whether a text that was read from a tape was left out, all but its length. */
export function isLeftOut({ source }: Body): boolean {
  return source === zeros;
}

type FieldsOf<N extends CommandName> = Omit<
  Extract<Command, { readonly command: N }>,
  'id' | 'command'
>;

const fieldsOnTape: { readonly [N in CommandName]: FieldsOnTape<FieldsOf<N>> } = {
  connect: { peer: text },
  disconnect: { peer: text },
  send: { peer: text, body },
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

/** Each command is `[name, id, ...fields]`. */
export const commands: FieldOnTape<readonly Command[]> = {
  toTape: (list, keeping) => {
    const excess = excessOf(list);
    if (excess !== null) throw new RangeError(excess);
    return list.map((command) => {
      const tape: Plain[] = [command.command, command.id];
      pushFields(tape, fieldsByName.get(command.command)!, command, keeping);
      return tape;
    });
  },
  fromTape: (value) => {
    const list = asList(value).map((one) => commandFromTape(new Fields(one)));
    const excess = excessOf(list);
    if (excess !== null) throw malformed(excess);
    return list;
  },
};

function commandFromTape(tape: Fields): Command {
  const name = tape.text();
  const fields = fieldsByName.get(name);
  if (fields === undefined) throw malformed('a command of no known name');
  const command: Record<string, unknown> = { id: tape.count(), command: name };
  takeFields(command, fields, tape);
  return command as unknown as Command;
}

function excessOf(list: readonly Command[]): string | null {
  if (list.length > limits.commandsPerInputMax) return 'more commands than commandsPerInputMax';
  let bytes = 0;
  for (const one of list) if (one.command === 'send') bytes += one.body.length;
  if (bytes > limits.commandBytesPerInputMax) return 'more bytes than commandBytesPerInputMax';
  return null;
}
