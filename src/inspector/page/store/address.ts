/** What a position is made of; as in `#turn=120&actor=node/o1&view=chart&step=2`. */
export interface Position {
  /** null: the last one, also when others come. */
  readonly turn: number | null;
  readonly actor: string;
  readonly step: number | null;
  readonly view: View;
}

export const views = ['chart', 'sequence', 'overlay'] as const;

export type View = (typeof views)[number];

/** Whatever does not make sense counts as not said. */
export function positionIn(hash: string): Position {
  const said = new URLSearchParams(hash.replace(/^#/, ''));
  const view = views.find((one) => one === said.get('view'));
  return {
    turn: countIn(said.get('turn')),
    actor: said.get('actor') ?? 'node',
    step: countIn(said.get('step')),
    view: view ?? 'chart',
  };
}

export function addressOf({ turn, actor, step, view }: Position): string {
  const said = new URLSearchParams();
  if (turn !== null) said.set('turn', String(turn));
  said.set('actor', actor);
  if (step !== null) said.set('step', String(step));
  said.set('view', view);
  return `#${said.toString().replaceAll('%2F', '/')}`;
}

function countIn(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
