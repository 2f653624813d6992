import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { copyText } from './copy-text.ts';
import { Icon, type IconName } from './icon.tsx';

interface CopyButtonProps {
  /** What is copied; asked for when it is. */
  readonly text: string | (() => string);
  /** What it is called: `Copy the path`. */
  readonly label: string;
  /** The sign on it, where several stand together. */
  readonly icon?: IconName;
  /** What stands beside the sign. */
  readonly children?: ComponentChildren;
}

const shownMs = 1_500;

/** Copies, and says for a moment whether it did. */
export function CopyButton({ text, label, icon = 'copy', children }: CopyButtonProps) {
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
  const shown = done === null ? icon : done === 'copied' ? 'done' : 'cross';
  return (
    <button
      type="button"
      class={`button ${children === undefined ? 'is-icon' : ''}`}
      aria-label={label}
      title={done === 'failed' ? 'The browser does not let this page copy' : label}
      onClick={() => void copy()}
    >
      <Icon name={shown} />
      {children}
      <span class="unseen" role="status">
        {done === null ? '' : done}
      </span>
    </button>
  );
}
