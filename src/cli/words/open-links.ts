import type { PeerId } from '../../protocol/peer-id.ts';

/** Who is connected, and by how many links: two nodes that dial each other at once have two for a moment. */
export class OpenLinks {
  readonly #links = new Map<PeerId, Set<string>>();

  opened({ peer, link }: Named): void {
    this.#links.set(peer, (this.#links.get(peer) ?? new Set()).add(link));
  }

  closed({ peer, link }: Named): void {
    const links = this.#links.get(peer);
    links?.delete(link);
    if (links?.size === 0) this.#links.delete(peer);
  }

  countOf(peer: PeerId): number {
    return this.#links.get(peer)?.size ?? 0;
  }
}

interface Named {
  readonly peer: PeerId;
  readonly link: string;
}
