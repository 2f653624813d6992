import { changeBytes } from './change-bytes.mjs';

/** What lines are made of, and what goes wrong in them. */
const PARTS =
  '{"id":1,|"command":"|"args":[|"send"|"peers"|"|,|]}|{}|[]|null|1e999|-0|__proto__|constructor|toString|9001|@abc|bob'
    .split('|')
    .concat([
      ' ',
      '  ',
      '\t',
      '\r',
      '\n',
      '\u0000',
      '\u001b[2J',
      '\u202e',
      '\ud83d',
      '\\ud83d',
      '\ufeff',
    ]);

/**
 * What is typed, or comes from a pipe. An input is text of any number of lines.
 *
 * @param {import('./targets.mjs').Load} load
 * @returns {Promise<import('./targets.mjs').Target>}
 */
export async function consoleTarget(load) {
  const { parseLine } = await load('cli/console/parse-line');
  const { completeLine } = await load('cli/console/complete-line');
  const { consoleCommands } = await load('cli/console/console-commands');
  const { Body } = await load('protocol/body');
  const words = consoleCommands.flatMap((/** @type {any} */ command) => command.words);

  return {
    sources: /\/cli\/(console|words)\//,
    starts: () => [
      ...consoleCommands.map((/** @type {any} */ { usage }) => Buffer.from(usage)),
      Buffer.from('{"id":7,"command":"send","args":["2","hi"]}'),
    ],
    change(input, other, dice) {
      if (dice.once(2)) return changeBytes(input, other, dice);
      if (dice.once(3)) return anyObject(words, dice);
      const at = dice.below(input.length + 1);
      const part = Buffer.from(dice.oneOf(dice.once(3) ? words : PARTS));
      return Buffer.concat([input.subarray(0, at), part, input.subarray(at + dice.below(3))]);
    },
    run(input) {
      const told = [];
      for (const line of Buffer.from(input).toString('utf8').split('\n')) {
        const order = parseLine(line);
        const again = parseLine(line);
        if (JSON.stringify(order) !== JSON.stringify(again))
          throw new Error('a line has two meanings');
        told.push(judged(order));
        completeLine(line, () => []);
      }
      return `${told.length > 1} ${told.at(-1)}`;
    },
  };

  /** @param {any} order */
  function judged(order) {
    const parts = ['words', 'result', 'error'].filter((part) => part in order);
    if (parts.length !== 1) throw new Error(`a line asks for ${parts.length} things`);
    const back = JSON.parse(JSON.stringify([order.id ?? null]))[0];
    if (back !== (order.id ?? null)) throw new Error('an id would be answered otherwise');
    if (typeof order.command !== 'string') throw new Error('an order has no command');
    if ('error' in order) return order.error.text.replaceAll(/[^a-z ]/g, '');
    if (!words.includes(order.command)) throw new Error('a command is none');
    for (const value of Object.values(order.words ?? {})) {
      const isGood = typeof value === 'string' ? value.isWellFormed() : value instanceof Body;
      if (!isGood) throw new Error('a word is not well-formed');
    }
    return order.command;
  }
}

/** What ids and arguments programs may come up with. */
const VALUES = [
  '7',
  '"7"',
  '1e999',
  '-0',
  '1.5',
  'null',
  'true',
  '{}',
  '["x"]',
  '"bob"',
  '"\\ud83d"',
  '"a b"',
  '""',
];

/** @param {string[]} words @param {import('./dice.mjs').Dice} dice */
function anyObject(words, dice) {
  const args = Array.from({ length: dice.below(4) }, () => dice.oneOf(VALUES));
  const command = dice.once(6) ? dice.oneOf(VALUES) : JSON.stringify(dice.oneOf(words));
  const fields = [`"command":${command}`, `"args":[${args.join()}]`, `"id":${dice.oneOf(VALUES)}`];
  return Buffer.from(`{${fields.filter(() => !dice.once(5)).join()}}`);
}
