import type { PeerId } from '../../src/protocol/peer-id.ts';
import type { Link, LinkEvent } from '../../src/streams/link.ts';
import { Recording } from './recording.ts';

/** What was heard of a link since it was secured, with its bytes put together. */
export class LinkRecording extends Recording<LinkEvent> {
  /** Who was shown to stand at the other end, as often as that was said. */
  readonly peers: readonly (PeerId | null)[];

  constructor(link: Link) {
    const peers: (PeerId | null)[] = [];
    super(link.event$, (event) => {
      if (event.type === 'secured') peers.push(event.peer);
      return event.type !== 'secured';
    });
    this.peers = peers;
  }

  get bytes(): Uint8Array {
    return joinBytes(this.events.flatMap((event) => (event.type === 'bytes' ? event.chunks : [])));
  }

  get length(): number {
    return lengths(this.events).reduce((sum, length) => sum + length, 0);
  }

  /** The events but for the bytes. */
  get turns(): LinkEvent[] {
    return this.events.filter((event) => event.type !== 'bytes');
  }

  /** How many bytes each event brought. */
  get gathered(): number[] {
    return lengths(this.events);
  }

  has(type: LinkEvent['type']): boolean {
    return this.events.some((event) => event.type === type);
  }
}

export function joinBytes(chunks: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let place = 0;
  for (const chunk of chunks) {
    joined.set(chunk, place);
    place += chunk.length;
  }
  return joined;
}

/** So many bytes, none like its neighbours, so that any that are missing or moved are seen. */
export function countingBytes(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let index = 0; index < length; index++) bytes[index] = index * 167 + (index >> 8) * 31;
  return bytes;
}

function lengths(events: readonly LinkEvent[]): number[] {
  return events.flatMap((event) =>
    event.type === 'bytes' ? [event.chunks.reduce((sum, chunk) => sum + chunk.length, 0)] : [],
  );
}
