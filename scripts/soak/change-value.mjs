import { changeBytes } from './change-bytes.mjs';

const NUMBERS = [
  0,
  1,
  2,
  7,
  63,
  64,
  255,
  256,
  4_096,
  65_536,
  2 ** 31,
  2 ** 32,
  2 ** 53 - 1,
  -1,
  -0.5,
  1e308,
];
const TEXTS = [
  '',
  'node',
  'node/o1',
  '__proto__',
  'toString',
  'link.bytes',
  '\u001b[2J',
  '\u202e',
  'x'.repeat(300),
  '#',
];

/**
 * What a record holds, with a few places of it other than they were.
 *
 * @param {any} value
 * @param {any} other whose parts may come in
 * @param {import('./dice.mjs').Dice} dice
 */
export function changeValue(value, other, dice) {
  const places = placesIn(value);
  const deep = places.filter((way) => way.length > 1);
  const inner = deep.length > 0 ? deep : places.slice(1);
  const changed = structuredClone({ root: value });
  for (let times = 1 + dice.below(2); times > 0; times -= 1) {
    changeAt(changed, dice.oneOf(dice.once(9) ? places : inner) ?? [], other, dice);
  }
  return changed.root;
}

/** Of all lists, maps and what is in them: the way there. @param {any} value @returns {string[][]} */
function placesIn(value) {
  /** @type {string[][]} */
  const places = [];
  /** @param {any} inner @param {string[]} way */
  const visit = (inner, way) => {
    places.push(way);
    if (inner instanceof Uint8Array || typeof inner !== 'object' || inner === null) return;
    for (const key of Object.keys(inner)) visit(inner[key], [...way, key]);
  };
  visit(value, []);
  return places;
}

/** @param {any} root @param {string[]} way @param {any} other @param {import('./dice.mjs').Dice} dice */
function changeAt(root, way, other, dice) {
  const path = ['root', ...way];
  const last = /** @type {string} */ (path.pop());
  let holder = root;
  for (const key of path) holder = holder?.[key];
  if (typeof holder !== 'object' || holder === null || !(last in holder)) return;
  const at = Number(last);
  const how = Array.isArray(holder) ? dice.below(4) : 0;
  if (how < 2) holder[last] = anotherValue(holder[last], other, dice);
  else if (how === 2) holder.splice(at, 1 + dice.below(2));
  else holder.splice(at, dice.below(2), structuredClone(holder[dice.below(holder.length)]));
}

/**
 * Mostly of the same kind, or nobody would look at it for long.
 *
 * @param {any} value
 * @param {any} other
 * @param {import('./dice.mjs').Dice} dice
 */
function anotherValue(value, other, dice) {
  if (dice.once(8)) return partOf(other, dice);
  if (dice.once(12)) return dice.oneOf([null, true, [], {}, Buffer.alloc(3), 1, 'text']);
  if (typeof value === 'number') {
    return dice.once(6) ? dice.oneOf(NUMBERS) : value + dice.oneOf([-1, 1, 2]);
  }
  if (typeof value === 'string') {
    return dice.once(2) ? dice.oneOf(TEXTS) : value.slice(dice.below(3)) + dice.oneOf(TEXTS);
  }
  if (value instanceof Uint8Array) return changeBytes(value, value, dice);
  return typeof value === 'boolean' ? !value : partOf(value, dice);
}

/** @param {any} other @param {import('./dice.mjs').Dice} dice */
function partOf(other, dice) {
  let part = other;
  for (const key of dice.oneOf(placesIn(other)) ?? []) part = part[key];
  return structuredClone(part);
}
