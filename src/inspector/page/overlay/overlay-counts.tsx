import { CleanText } from '../parts/clean-text.tsx';
import { count } from '../parts/formats.ts';

interface OverlayCountsProps {
  readonly counts: Readonly<Record<string, number>>;
  /** Also those of which there was none. */
  readonly isWhole?: boolean;
}

/** Of what is for everybody, since the start. */
export function OverlayCounts({ counts, isWhole = false }: OverlayCountsProps) {
  const shown = Object.entries(counts).filter(([, value]) => isWhole || value > 0);
  return (
    <dl class="overlay-counts" aria-label="Casts since the start">
      {shown.map(([name, value]) => (
        <div key={name}>
          <dt class="muted">
            <CleanText text={inWords(name)} />
          </dt>{' '}
          <dd>{count(value)}</dd>
        </div>
      ))}
      {shown.length === 0 && (
        <div>
          <dt class="muted">nothing for everybody yet</dt>
        </div>
      )}
    </dl>
  );
}

/** `tooEarly` → `too early`. */
function inWords(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
