import { useEffect, useRef, useState } from 'preact/hooks';
import { byteCount, counted } from '../parts/formats.ts';
import type { BytesLine, HexLine, HexRun } from './hex-lines.ts';

/** Which frame is lit, by its place among the frames, and how that is changed. */
export interface Pointing {
  readonly pointed: number | null;
  readonly chosen: number | null;
  readonly point: (frame: number | null) => void;
  readonly choose: (frame: number | null) => void;
}

const linesAtFirst = 64;

export function HexDump({ lines, ...pointing }: { readonly lines: readonly HexLine[] } & Pointing) {
  const [room, setRoom] = useState(linesAtFirst);
  const dump = useRef<HTMLDivElement>(null);
  const { chosen } = pointing;
  useEffect(() => {
    if (chosen === null) return;
    const line = lines.findIndex((one) => isOf(one, chosen));
    if (line >= room) setRoom(line + linesAtFirst);
    dump.current?.querySelector(`[data-frame="${chosen}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen, room]);
  return (
    // Whoever cannot point at it must still be able to scroll it.
    <div class="hex mono" role="group" aria-label="Bytes" tabIndex={0} ref={dump}>
      {lines.slice(0, room).map((line) => (
        <Line key={`${line.offset} ${line.kind}`} line={line} {...pointing} />
      ))}
      {lines.length > room && (
        <button type="button" class="link" onClick={() => setRoom(room * 4)}>
          {counted(lines.length - room, 'more line')}
        </button>
      )}
    </div>
  );
}

function Line({ line, ...pointing }: { readonly line: HexLine } & Pointing) {
  if (line.kind === 'bytes') return <Bytes line={line} {...pointing} />;
  if (line.kind === 'piece') {
    return (
      <p class="hex-piece">
        piece {line.place + 1}, {byteCount(line.bytes)}
      </p>
    );
  }
  const what = line.kind === 'left-out' ? 'left out of the tape' : 'not shown';
  return (
    <p
      class={`hex-hole is-${line.kind} ${litIf(line.frame, pointing)}`}
      data-frame={line.frame}
      {...handlers(line.frame, pointing)}
    >
      {counted(line.bytes, 'byte')} {what}
    </p>
  );
}

function Bytes({ line, ...pointing }: { readonly line: BytesLine } & Pointing) {
  return (
    <p class="hex-line">
      <span class="hex-offset">{line.offset.toString(16).padStart(4, '0')}</span>
      <span class="hex-bytes">
        {line.runs.map((run, place) => (
          <Run key={place} run={run} words={run.hex} {...pointing} />
        ))}
      </span>
      <span class="hex-text" aria-hidden="true">
        {line.runs.map((run, place) => (
          <Run key={place} run={run} words={run.text} {...pointing} />
        ))}
      </span>
    </p>
  );
}

function Run({
  run,
  words,
  ...pointing
}: { readonly run: HexRun; readonly words: string } & Pointing) {
  const parity = run.frame === null ? 'is-loose' : run.frame % 2 === 0 ? '' : 'is-odd';
  return (
    <span
      class={`hex-run ${parity} ${litIf(run.frame, pointing)}`}
      data-frame={run.frame}
      {...handlers(run.frame, pointing)}
    >
      {words}
    </span>
  );
}

function litIf(frame: number | null, { pointed }: Pointing): string {
  return frame !== null && frame === pointed ? 'is-lit' : '';
}

function handlers(frame: number | null, { point, choose, chosen }: Pointing) {
  return {
    onMouseEnter: () => point(frame),
    onMouseLeave: () => point(null),
    onClick: () => choose(frame === chosen ? null : frame),
  };
}

function isOf(line: HexLine, frame: number): boolean {
  if (line.kind === 'bytes') return line.runs.some((run) => run.frame === frame);
  return line.kind !== 'piece' && line.frame === frame;
}
