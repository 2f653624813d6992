import { limits } from '../protocol/limits.ts';
import type { CastTaken } from '../protocol/effects.ts';
import type { Evidence } from './evidence.ts';
import { broadcastsOf, castsOf, instanceName, lettersOf, type Life } from './life.ts';

/** No life is told twice what was told to everybody, nor what nobody told. */
export function noBroadcastTwice({ lives }: Evidence): readonly string[] {
  const told = new Set(
    lives.flatMap((life) =>
      broadcastsOf(life).map((sequence) => castName({ ...life, from: life.id, sequence })),
    ),
  );
  return lives.flatMap((life) => {
    const heard = new Set<string>();
    return castsOf(life).flatMap((cast) => {
      const name = castName(cast);
      const trespasses = [
        ...(heard.has(name) ? [`${life.tape} was told ${name} twice`] : []),
        ...(told.has(name) ? [] : [`${life.tape} was told ${name}, which nobody told`]),
      ];
      heard.add(name);
      return trespasses;
    });
  });
}

export function noHopLimitPassed({ lives }: Evidence): readonly string[] {
  const limitOf = new Map(lives.map((life) => [lifeName(life), life.hopLimit]));
  return lives.flatMap((life) =>
    [...castsOf(life), ...lettersOf(life)]
      .filter((cast) => cast.hops > (limitOf.get(lifeName({ ...cast, id: cast.from })) ?? 0))
      .map((cast) => `${life.tape} was told ${castName(cast)} after ${cast.hops} hops`),
  );
}

export function viewsStayWithinBounds({ lives }: Evidence): readonly string[] {
  return lives.flatMap(({ tape, neighbours, leads }) => [
    ...(neighbours > limits.activeViewMax ? [`${tape} had ${neighbours} neighbours`] : []),
    ...(leads > limits.passiveViewMax ? [`${tape} had ${leads} leads`] : []),
  ]);
}

function castName({ from, instance, sequence }: Named): string {
  return `${lifeName({ id: from, instance })}/${sequence}`;
}

type Named = Pick<CastTaken, 'from' | 'instance' | 'sequence'>;

function lifeName({ id, instance }: Pick<Life, 'id' | 'instance'>): string {
  return `${id.slice(0, 8)}/${instanceName(instance)}`;
}
