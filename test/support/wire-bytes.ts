/** A frame as a peer would lay it out, whatever it holds. */
export function frameOf(header: ArrayLike<number>, body: ArrayLike<number> = []): Uint8Array {
  const frame = new Uint8Array(6 + header.length + body.length);
  const view = new DataView(frame.buffer);
  view.setUint32(0, 2 + header.length + body.length);
  view.setUint16(4, header.length);
  frame.set(header, 6);
  frame.set(body, 6 + header.length);
  return frame;
}

/** The prefix alone, with any claims. */
export function prefixOf(length: number, headerLength?: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(headerLength === undefined ? 4 : 6));
  view.setUint32(0, length);
  if (headerLength !== undefined) view.setUint16(4, headerLength);
  return new Uint8Array(view.buffer);
}

export function concat(arrays: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(arrays));
}

export function hex(bytes: Uint8Array, start = 0, end = bytes.length): string {
  return Buffer.from(bytes.subarray(start, end)).toString('hex');
}
