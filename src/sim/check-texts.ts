import type { Evidence } from './evidence.ts';
import { instanceName, lettersOf, reportsOf, sendsOf, type Life } from './life.ts';

/** No text is taken twice, and none that nobody was told to send. */
export function noTextTwice({ lives }: Evidence): readonly string[] {
  const sent = new Set(
    lives.flatMap((life) => sendsOf(life).map(({ sequence, to }) => textName(life, sequence, to))),
  );
  const taken = new Set<string>();
  const trespasses: string[] = [];
  for (const life of lives) {
    for (const text of takenBy(life)) {
      if (taken.has(text)) trespasses.push(`${life.tape} has taken ${text} twice`);
      if (!sent.has(text)) trespasses.push(`${life.tape} has taken ${text}, which nobody sent`);
      taken.add(text);
    }
  }
  return trespasses;
}

/** What was taken on is delivered or not, once, unless its node died before it knew. */
export function oneOutcomePerText({ lives }: Evidence): readonly string[] {
  return lives.flatMap((life) => {
    const outcomes = new Map(sendsOf(life).map(({ sequence }) => [sequence, 0]));
    const trespasses: string[] = [];
    for (const { sequences } of [
      ...reportsOf(life, 'delivered'),
      ...reportsOf(life, 'undelivered'),
    ]) {
      for (const sequence of sequences) {
        const count = outcomes.get(sequence);
        if (count === undefined)
          trespasses.push(`${life.tape} was never told to send text ${sequence}`);
        else outcomes.set(sequence, count + 1);
      }
    }
    const least = life.end?.how === 'stopped' ? 1 : 0;
    for (const [sequence, count] of outcomes) {
      if (count < least || count > 1)
        trespasses.push(`${life.tape} says ${count} times what became of text ${sequence}`);
    }
    return trespasses;
  });
}

/** Who ignores a peer takes its texts, and does not say so. */
export function deliveredIsTaken({ lives }: Evidence): readonly string[] {
  const taken = new Set(lives.flatMap((life) => takenBy(life)));
  const isIgnored = ({ id }: Life, by: string): boolean =>
    lives.some((life) => life.id === by && life.ignored.has(id));
  return lives.flatMap((life) =>
    reportsOf(life, 'delivered').flatMap(({ to, sequences }) =>
      sequences
        .filter((sequence) => !taken.has(textName(life, sequence, to)) && !isIgnored(life, to))
        .map((sequence) => `${life.tape} says that text ${sequence} was taken`),
    ),
  );
}

function takenBy(life: Life): string[] {
  const direct = reportsOf(life, 'message').flatMap((report) =>
    report.texts.map(({ sequence }) =>
      textName({ id: report.from, instance: report.instance }, sequence, life.id),
    ),
  );
  const relayed = lettersOf(life)
    .filter(({ purpose }) => purpose === 'text')
    .map(({ from: id, instance, sequence }) => textName({ id, instance }, sequence, life.id));
  return [...direct, ...relayed];
}

function textName(
  { id, instance }: Pick<Life, 'id' | 'instance'>,
  sequence: number,
  to: string,
): string {
  return `${id.slice(0, 8)}/${instanceName(instance)}/${sequence} to ${to.slice(0, 8)}`;
}
