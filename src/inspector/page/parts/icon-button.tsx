import { Icon, type IconName } from './icon.tsx';

interface IconButtonProps {
  readonly icon: IconName;
  /** What it does, for all who cannot guess. */
  readonly label: string;
  /** The key that does the same. */
  readonly hotkey?: string;
  readonly pressed?: boolean | undefined;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

export function IconButton({ icon, label, hotkey, pressed, disabled, onClick }: IconButtonProps) {
  return (
    <button
      type="button"
      class="button is-icon"
      aria-label={label}
      aria-pressed={pressed}
      disabled={disabled}
      title={hotkey === undefined ? label : `${label} (${hotkey})`}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
