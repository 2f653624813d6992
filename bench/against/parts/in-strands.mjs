/**
 * Does the work for each, so many at once.
 * @template Item
 * @param {Iterable<Item>} items
 * @param {number} atOnce
 * @param {(item: Item) => Promise<unknown>} work
 */
export async function inStrands(items, atOnce, work) {
  const rest = items[Symbol.iterator]();
  const strand = async () => {
    for (let next = rest.next(); next.done !== true; next = rest.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: atOnce }, strand));
}
