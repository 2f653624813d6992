import { Body } from '../../protocol/body.ts';

/**
 * A body is a view of all that came with it, which would stay in memory with it. Where that is much more than
 * the bodies themselves, they are copied to a place of their own. Nobody looks into them meanwhile.
 */
export function bodiesToKeep(bodies: readonly Body[], copiesAll: boolean): readonly Body[] {
  const used = new Map<unknown, number>();
  for (const { source, length } of bodies) {
    used.set(source.buffer, (used.get(source.buffer) ?? 0) + length);
  }
  const isCopied = ({ source, length }: Body): boolean =>
    length > 0 && (copiesAll || 2 * used.get(source.buffer)! < source.buffer.byteLength);
  const copied = bodies.filter(isCopied);
  if (copied.length === 0) return bodies;
  const place = new Uint8Array(copied.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  return bodies.map((body) => {
    if (!isCopied(body)) return body;
    place.set(body.source.subarray(body.start, body.end), end);
    end += body.length;
    return new Body(place, end - body.length, end);
  });
}
