/** What the lines mean. */
export function OverlayLegend() {
  return (
    <ul class="overlay-legend" aria-label="What the lines mean">
      <Sample kind="own-line is-eager" words="branch: sent all at once" />
      <Sample kind="own-line is-told" words="neighbour: only told" />
      <Sample kind="own-line is-other" words="other link" />
      <Sample kind="claim" words="of others, as they say" />
    </ul>
  );
}

function Sample({ kind, words }: { readonly kind: string; readonly words: string }) {
  return (
    <li>
      <svg width="26" height="8" aria-hidden="true">
        <line class={kind} x1="1" y1="4" x2="25" y2="4" />
      </svg>
      {words}
    </li>
  );
}
