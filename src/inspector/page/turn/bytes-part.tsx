import { useMemo, useState } from 'preact/hooks';
import type { InputShown } from '../../answers/moment.ts';
import { byteCount } from '../parts/formats.ts';
import { FrameList } from './frame-list.tsx';
import { HexDump } from './hex-dump.tsx';
import { hexLines } from './hex-lines.ts';

/** What came on a link: its bytes, and beside them what these say. A frame and its bytes light up together. */
export function BytesPart({ input }: { readonly input: InputShown }) {
  const { chunks, frames, bytes } = input;
  const lines = useMemo(() => hexLines(chunks, frames), [input]);
  const [pointed, point] = useState<number | null>(null);
  const [chosen, choose] = useState<number | null>(null);
  return (
    <>
      {chunks.length > 1 && (
        <p class="bytes-head muted">
          {byteCount(bytes)} in {chunks.length} pieces
        </p>
      )}
      <div class="bytes">
        <HexDump
          lines={lines}
          pointed={pointed ?? chosen}
          chosen={chosen}
          point={point}
          choose={choose}
        />
        {frames === null ? (
          <p class="muted">Where frames begin in these bytes, nobody can tell.</p>
        ) : (
          <FrameList
            frames={frames}
            more={input.moreFrames}
            pointed={pointed ?? chosen}
            chosen={chosen}
            point={point}
            choose={choose}
          />
        )}
      </div>
    </>
  );
}
