import type { ComponentChildren } from 'preact';

interface EmptyProps {
  readonly title: string;
  /** Why, or what to do. */
  readonly children?: ComponentChildren;
}

/** There is nothing to show, and that is no fault. */
export function Empty({ title, children }: EmptyProps) {
  return (
    <div class="standing">
      <p class="standing-title">{title}</p>
      {children !== undefined && <p>{children}</p>}
    </div>
  );
}
