import { Body } from '../../protocol/body.ts';
import type { LetterTaken } from '../../protocol/effects.ts';
import { lettersOf } from '../life.ts';
import type { Scenario } from '../scenario.ts';
import { LETTER_MS_MAX, namesOf, outcomeOf } from '../settle-mail.ts';
import { linkOnce } from '../settle.ts';
import type { Simulation } from '../simulation.ts';
import type { VirtualNode } from '../virtual-node.ts';

/**
 * Alice asks dan, who is three hops away, what time it is, and he answers; she asks for what nobody there answers, and is
 * told so; she asks what he never answers, and that she is told, too. Then she traces the way to him, hop by hop.
 */
export const askedAfar: Scenario = {
  name: 'asked-afar',
  shows:
    'what is asked over others is answered, declined or given up in time, and a way is traced hop by hop',
  play(world) {
    const alice = world.node('alice', { contacts: ['bob'] });
    world.node('bob', { contacts: ['carol'] });
    world.node('carol', { contacts: ['dan'] });
    const dan = world.node('dan');
    for (const node of world.nodes) node.start();
    linkLine(world);
    const answered = (): boolean => outcomeOf(alice, 'ask') !== null;
    const asked = ask(world, alice, dan, 'time');
    reply(dan, asked, 'time', '', 'noon');
    world.until('alice has the answer', answered);
    world.expect('it is his', () => outcomeOf(alice, 'ask')!.ok);
    const again = ask(world, alice, dan, 'weather');
    reply(dan, again, 'weather', 'no-such-topic', '');
    world.until('she knows that there is none', () => codeOf(alice) === 'no-such-topic');
    ask(world, alice, dan, 'silence');
    world.until('she gives it up', () => codeOf(alice) === 'no-answer', LETTER_MS_MAX);
    alice.command({ command: 'route', peer: dan.id });
    world.until('she knows the way', () => outcomeOf(alice, 'route') !== null);
    world.expect('it has three hops', () => String(hopsTo(world, alice)) === 'bob,carol,dan');
  },
  settle(world) {
    const [alice, , , dan] = world.nodes;
    linkLine(world);
    const asked = ask(world, dan!, alice!, 'time');
    reply(alice!, asked, 'time', '', 'noon');
    world.until('dan has the answer', () => outcomeOf(dan!, 'ask')?.ok === true);
  },
};

function linkLine(world: Simulation): void {
  const [alice, bob, carol, dan] = world.nodes;
  linkOnce(world, [alice!, bob!], [bob!, carol!], [carol!, dan!]);
}

function ask(world: Simulation, from: VirtualNode, to: VirtualNode, topic: string): LetterTaken {
  from.ask(to, topic, `${topic}?`);
  const isAsk = (letter: LetterTaken): boolean =>
    letter.purpose === 'ask' && letter.topic === topic && letter.from === from.id;
  const asks = (): readonly LetterTaken[] => lettersOf(to.life).filter(isAsk);
  world.until(`${to.name} is asked`, () => asks().length > 0);
  return asks().at(-1)!;
}

function reply(
  by: VirtualNode,
  { from: peer, sequence: re }: LetterTaken,
  topic: string,
  code: string,
  text: string,
): void {
  const body = new Body(new TextEncoder().encode(text));
  by.command({ command: 'reply', peer, re, topic, code, body });
}

function codeOf(node: VirtualNode): string | null {
  const outcome = outcomeOf(node, 'ask');
  return outcome === null || outcome.ok ? null : outcome.code;
}

function hopsTo(world: Simulation, node: VirtualNode): readonly string[] {
  const outcome = outcomeOf(node, 'route');
  if (outcome?.ok !== true) return [];
  const { times } = outcome.result as {
    readonly times: readonly { readonly peer: string; readonly ms: number | null }[];
  };
  return namesOf(
    world,
    times.filter(({ ms }) => ms !== null).map(({ peer }) => peer),
  );
}
