import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { IconButton } from './icon-button.tsx';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly isWide?: boolean;
  readonly children: ComponentChildren;
}

/** Over all else until it is closed, by its button, by Escape or beside it. The browser keeps the focus inside. */
export function Dialog({ title, onClose, isWide = false, children }: DialogProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const closeBeside = ({ target }: MouseEvent) => {
    if (target === dialog.current) onClose();
  };
  return (
    <dialog
      class={`dialog ${isWide ? 'is-wide' : ''}`}
      ref={dialog}
      aria-labelledby={id}
      onClose={onClose}
      onMouseDown={closeBeside}
    >
      <header class="dialog-head">
        <h2 class="dialog-title" id={id}>
          {title}
        </h2>
        <IconButton icon="cross" label="Close" hotkey="Esc" onClick={onClose} />
      </header>
      <div class="dialog-body">{children}</div>
    </dialog>
  );
}
