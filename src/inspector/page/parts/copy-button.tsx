import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { copyText } from './copy-text.ts';
import { Icon } from './icon.tsx';

interface CopyButtonProps {
  /** What is copied; asked for when it is. */
  readonly text: string | (() => string);
  /** What it is called: `Copy the path`. */
  readonly label: string;
  /** What stands on it instead of a sign only. */
  readonly children?: ComponentChildren;
}

const shownMs = 1_500;

/** Copies, and says for a moment whether it did. */
export function CopyButton({ text, label, children }: CopyButtonProps) {
  const [done, setDone] = useState<'copied' | 'failed' | null>(null);
  useEffect(() => {
    if (done === null) return;
    const timer = setTimeout(() => setDone(null), shownMs);
    return () => clearTimeout(timer);
  }, [done]);
  const copy = async () => {
    const isCopied = await copyText(typeof text === 'string' ? text : text());
    setDone(isCopied ? 'copied' : 'failed');
  };
  const icon = done === null ? 'copy' : done === 'copied' ? 'done' : 'cross';
  return (
    <button
      type="button"
      class={`button ${children === undefined ? 'is-icon' : ''}`}
      aria-label={label}
      title={done === 'failed' ? 'The browser does not let this page copy' : label}
      onClick={() => void copy()}
    >
      <Icon name={icon} />
      {children}
      <span class="unseen" role="status">
        {done === null ? '' : done}
      </span>
    </button>
  );
}
