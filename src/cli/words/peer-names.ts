import { limits } from '../../protocol/limits.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { cleanText } from './clean-text.ts';

/** What peers call themselves; they may all call themselves the same. */
export class PeerNames {
  readonly #names = new Map<PeerId, string>();
  readonly #appearances = new Map<PeerId, string>();

  /** Beyond the limit, the name that was learnt first is forgotten. */
  learn(peer: PeerId, name: string): void {
    this.#names.delete(peer);
    this.#names.set(peer, cleanText(name));
    this.#appearances.set(peer, appearanceOf(name));
    if (this.#names.size <= limits.peersMax) return;
    const [first] = this.#names.keys();
    this.#names.delete(first!);
    this.#appearances.delete(first!);
  }

  /** What it calls itself, and nothing else; empty if that is not known. */
  name(peer: PeerId): string {
    return this.#names.get(peer) ?? '';
  }

  /** `alice @k3fq7a2m`, to tell who it is. */
  full(peer: PeerId): string {
    const name = this.name(peer);
    return name === '' ? shortId(peer) : `${name} ${shortId(peer)}`;
  }

  /** A text of the node, which knows peers by their short ids: those that have a name, by that. */
  named(text: string): string {
    const ids = [...this.#names.keys()];
    return text.replaceAll(/@[a-z2-7]{8}\b/g, (short) => {
      const [id, ...namesakes] = ids.filter((each) => shortId(each) === short);
      return id === undefined || namesakes.length > 0 ? short : this.brief(id);
    });
  }

  /** `alice`, to talk: with the id only where the name could be somebody else's. */
  brief(peer: PeerId): string {
    const name = this.name(peer);
    const own = this.#appearances.get(peer);
    const namesakes = [...this.#appearances.values()].filter((other) => other === own);
    return name !== '' && namesakes.length === 1 ? name : this.full(peer);
  }
}

export function shortId(peer: PeerId): string {
  return `@${peer.slice(0, 8)}`;
}

/** What people tell names apart by: not by what has no width, nor by blanks, cases and forms of one letter. */
function appearanceOf(name: string): string {
  return name
    .normalize('NFKC')
    .replaceAll(/[\p{Default_Ignorable_Code_Point}\p{Cf}\s]/gu, '')
    .toLowerCase();
}
