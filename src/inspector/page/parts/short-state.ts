/**
 * The states an actor is in, as they fit in a row: what they are all inside of is said once.
 * `established.liveness.quiet + established.writability.open` is `established: quiet + open`.
 */
export function shortState(state: string): string {
  const ways = state.split(' + ').map((way) => way.split('.'));
  const leaves = ways.map((way) => way.at(-1)!);
  const [first = []] = ways;
  const shared = first.findIndex(
    (name, depth) => depth === first.length - 1 || ways.some((way) => way[depth] !== name),
  );
  const inside = first.slice(0, Math.max(shared, 0)).join('.');
  return inside === '' ? leaves.join(' + ') : `${inside}: ${leaves.join(' + ')}`;
}
