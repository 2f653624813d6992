import { CleanText } from './clean-text.tsx';

interface FailedProps {
  /** What could not be done. */
  readonly title?: string;
  readonly error: string;
}

/** It could not be shown, and why. It is asked for again as soon as anything changes. */
export function Failed({ title = 'This could not be shown', error }: FailedProps) {
  return (
    <div class="standing is-failed" role="alert">
      <p class="standing-title">{title}</p>
      <p>
        <CleanText text={error} />
      </p>
    </div>
  );
}
