/** A tape, as on the icon of the page. */
export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
      <rect class="logo-shell" x="1" y="6" width="30" height="20" rx="4" />
      <path class="logo-window" d="M7.5 11h17a3.5 3.5 0 0 1 0 7h-17a3.5 3.5 0 0 1 0-7Z" />
      <circle class="logo-reel" cx="10" cy="14.5" r="2.3" />
      <circle class="logo-reel" cx="22" cy="14.5" r="2.3" />
      <path class="logo-window" d="M8.5 26l1.5-4h12l1.5 4Z" />
    </svg>
  );
}
