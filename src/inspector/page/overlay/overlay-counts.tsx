import { count } from '../parts/formats.ts';

/** Of what is for everybody, since the start. */
export function OverlayCounts({ counts }: { readonly counts: Readonly<Record<string, number>> }) {
  return (
    <dl class="overlay-counts">
      {Object.entries(counts).map(([name, value]) => (
        <div key={name}>
          <dt class="muted">{inWords(name)}</dt>
          <dd>{count(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** `sentOnAgain` → `sent on again`. */
function inWords(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
