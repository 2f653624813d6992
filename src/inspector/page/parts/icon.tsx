const paths = {
  copy: 'M6 6V3.5A1 1 0 0 1 7 2.5h5.5a1 1 0 0 1 1 1V9a1 1 0 0 1-1 1H10M3.5 6H9a1 1 0 0 1 1 1v5.5a1 1 0 0 1-1 1H3.5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1Z',
  done: 'M3 8.5 6.5 12 13 4.5',
  cross: 'M4 4l8 8M12 4l-8 8',
  link: 'M6.5 9.5l3-3M7 4.5l1.3-1.3a3.2 3.2 0 0 1 4.5 4.5L11.5 9M9 11.5l-1.3 1.3a3.2 3.2 0 0 1-4.5-4.5L4.5 7',
  terminal: 'M3 4.5 6.5 8 3 11.5M8.5 11.5H13',
  help: 'M5.8 6a2.2 2.2 0 1 1 3.3 1.9c-.7.4-1.1.8-1.1 1.6M8 12v.01',
  info: 'M8 7.5V12M8 4.5v.01',
  sun: 'M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6ZM8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M3.4 12.6l.7-.7M11.9 4.1l.7-.7',
  moon: 'M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5Z',
  auto: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11ZM8 2.5v11M8 5l3.8-1M8 8h5.5M8 11l3.8 1',
  first: 'M3.5 3.5v9M12.5 3.5 6.5 8l6 4.5Z',
  back: 'M10.5 3.5 5 8l5.5 4.5',
  play: 'M4.5 3v10l8-5Z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  forward: 'M5.5 3.5 11 8l-5.5 4.5',
  last: 'M12.5 3.5v9M3.5 3.5 9.5 8l-6 4.5Z',
  in: 'M7 3a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM10 10l3.5 3.5M5 7h4M7 5v4',
  out: 'M7 3a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM10 10l3.5 3.5M5 7h4',
  all: 'M2.5 4v8M13.5 4v8M5 8h6M5 8l1.5-1.5M5 8l1.5 1.5M11 8 9.5 6.5M11 8 9.5 9.5',
  search: 'M7 3a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM10 10l3.5 3.5',
  'actor-back': 'M7 3.5 3 8l4 4.5M11.5 5.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5Z',
  'actor-forward': 'M9 3.5 13 8l-4 4.5M4.5 5.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5Z',
  'mark-back': 'M6.5 3.5 2.5 8l4 4.5M9.5 13.5V3h4.5l-1.5 2.2L14 7.5H9.5',
  'mark-forward': 'M9.5 3.5 13.5 8l-4 4.5M2.5 13.5V3H7L5.5 5.2 7 7.5H2.5',
  flag: 'M4 14V2.5h8l-2 3 2 3H4',
} as const;

export type IconName = keyof typeof paths;

/** A sign of 16 by 16, in the colour of the text around it. What it means is said by whoever uses it. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
