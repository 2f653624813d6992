import { askMember, type Crowd, type Member } from './crowd.ts';

export interface PeerLine {
  readonly peer: string;
  readonly name: string;
  readonly state: string;
}

/** Somebody of whom a member is wrong. */
interface Mistake {
  readonly id: string;
  readonly text: string;
}

/**
 * Resolves once a member of the crowd knows of all others that they live, and of those whom it knows besides which
 * have left and which are lost.
 */
export async function agreement(crowd: Crowd, member: Member): Promise<readonly PeerLine[]> {
  for (;;) {
    const known = member.host.events.length;
    const peers = (await askMember(member, 'peers')) as readonly PeerLine[];
    const [mistake, ...others] = mistakesIn(crowd, member, peers);
    if (mistake === undefined) return peers;
    let seen = 0;
    const isNews = ({ peer }: { readonly peer?: unknown }): boolean => peer === mistake.id;
    await member.host.eventOf(
      (event) => (seen += 1) > known && event['node'] === member.id && isNews(event),
      `better news for ${member.name} than ${mistake.text} (and ${others.length} more)`,
    );
  }
}

function mistakesIn(
  { members, left, killed }: Crowd,
  { id: own }: Member,
  peers: readonly PeerLine[],
): readonly Mistake[] {
  const states = new Map(peers.map(({ peer, state }) => [peer, state]));
  const missing = members.filter(({ id }) => id !== own && states.get(id) !== 'alive');
  const mistakes = missing.map(({ id, name }) => {
    return { id, text: `${name}, who lives, is ${states.get(id) ?? 'unknown'}` };
  });
  for (const { peer: id, name, state } of peers) {
    if (left.has(id) && state !== 'left')
      mistakes.push({ id, text: `${name}, who has left, is ${state}` });
    if (killed.has(id) && state !== 'lost')
      mistakes.push({ id, text: `${name}, who was killed, is ${state}` });
  }
  return mistakes;
}
