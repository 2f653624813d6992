import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';

interface DisclosureProps {
  readonly children: ComponentChildren;
  /** What it shows when it is open; null: there is nothing to open. */
  readonly inside: (() => ComponentChildren) | null;
  readonly isOpenAtFirst?: boolean;
}

/** A line that can be opened. What is inside is made only then: a turn can have thousands. */
export function Disclosure({ children, inside, isOpenAtFirst = false }: DisclosureProps) {
  const id = useId();
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  if (inside === null) return <div class="disclosure is-flat">{children}</div>;
  return (
    <>
      <button
        type="button"
        class="disclosure"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {children}
      </button>
      {isOpen && <div id={id}>{inside()}</div>}
    </>
  );
}
