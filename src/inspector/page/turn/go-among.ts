/** Up and down go among the buttons of a list, home and end to its ends. */
export function goAmong(
  selector: string,
  arrive: (place: number) => void = () => {},
): (event: KeyboardEvent & { readonly currentTarget: HTMLElement }) => void {
  return (event) => {
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)];
    const place = buttons.indexOf(document.activeElement as HTMLElement);
    const next = placeBehind(event.key, place, buttons.length);
    if (place === -1 || next === null) return;
    event.preventDefault();
    event.stopPropagation();
    buttons[next]?.focus();
    if (next !== place) arrive(next);
  };
}

function placeBehind(key: string, place: number, length: number): number | null {
  if (key === 'ArrowDown') return Math.min(place + 1, length - 1);
  if (key === 'ArrowUp') return Math.max(place - 1, 0);
  if (key === 'Home') return 0;
  return key === 'End' ? length - 1 : null;
}
