import type { ComponentChildren } from 'preact';
import { useContext, useId } from 'preact/hooks';
import { PaneTitle } from './pane-title.ts';

interface PaneProps {
  readonly title: string;
  /** A few words beside the title. */
  readonly about?: ComponentChildren;
  /** Buttons at the right end of the heading. */
  readonly actions?: ComponentChildren;
  /** What it shows is not yet what was asked for. */
  readonly busy?: boolean;
  /** Stands between the heading and the body, and does not scroll. */
  readonly above?: ComponentChildren;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A part of the page with a heading. Its body scrolls by itself. */
export function Pane({ title, about, actions, busy = false, above, ...rest }: PaneProps) {
  const id = useId();
  const instead = useContext(PaneTitle);
  return (
    <section class={`pane ${rest.class ?? ''}`} aria-labelledby={id}>
      <header class="pane-head">
        {instead}
        <h2 class={instead === null ? 'pane-title' : 'unseen'} id={id}>
          {title}
        </h2>
        <div class="pane-about one-line">{about}</div>
        <div class="pane-actions">{actions}</div>
      </header>
      <div class={`pane-busy ${busy ? 'is-busy' : ''}`} />
      {above}
      <div class="pane-body">{rest.children}</div>
    </section>
  );
}
