import type { Scene } from './any-tape.ts';

/** So many links that are accepted, one in each turn, on a tape of which no state is known. */
export function acceptedLinks(count: number): readonly Scene[] {
  return Array.from({ length: count }, (_, index) => {
    const link = `i${index + 1}`;
    const address = `10.0.0.${index + 1}:9000`;
    const changes = [['address', address] as const, ['inbound', true] as const];
    return (turn: number, at: number) => [
      { kind: 'input', turn, input: { type: 'link.accepted', link, address, at } } as const,
      {
        kind: 'steps',
        turn,
        steps: [
          {
            actor: `node/${link}`,
            event: 'start',
            state: 'securing',
            guard: null,
            changes,
            effects: [],
          },
        ],
      } as const,
    ];
  });
}
