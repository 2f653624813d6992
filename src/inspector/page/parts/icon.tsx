const paths = {
  copy: 'M6 6V3.5A1 1 0 0 1 7 2.5h5.5a1 1 0 0 1 1 1V9a1 1 0 0 1-1 1H10M3.5 6H9a1 1 0 0 1 1 1v5.5a1 1 0 0 1-1 1H3.5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1Z',
  done: 'M3 8.5 6.5 12 13 4.5',
  cross: 'M4 4l8 8M12 4l-8 8',
  link: 'M6.5 9.5l3-3M7 4.5l1.3-1.3a3.2 3.2 0 0 1 4.5 4.5L11.5 9M9 11.500l-1.300 1.300a3.200 3.200 0 0 1-4.500-4.500L4.500 7',
  terminal: 'M3 4.500 6.500 8 3 11.500M8.500 11.500H13',
  help: 'M5.800 6a2.200 2.200 0 1 1 3.300 1.900c-.7.400-1.100.8-1.100 1.600M8 12v.01',
  info: 'M8 7.500V12M8 4.500v.01',
  sun: 'M8 5.200a2.800 2.800 0 1 1 0 5.600 2.800 2.800 0 0 1 0-5.600ZM8 1.500v1M8 13.500v1M1.500 8h1M13.500 8h1M3.400 3.400l.7.7M11.900 11.900l.7.7M3.400 12.600l.7-.7M11.900 4.100l.7-.7',
  moon: 'M13 9.500A5.500 5.500 0 0 1 6.500 3a5.500 5.500 0 1 0 6.500 6.500Z',
  auto: 'M8 2.500a5.500 5.500 0 1 1 0 11 5.500 5.500 0 0 1 0-11ZM8 2.500v11M8 5l3.800-1M8 8h5.500M8 11l3.800 1',
  first: 'M3.500 3.500v9M12.500 3.500 6.500 8l6 4.500Z',
  back: 'M10.500 3.500 5 8l5.500 4.500',
  play: 'M4.500 3v10l8-5Z',
  pause: 'M5.500 3.500v9M10.500 3.500v9',
  forward: 'M5.500 3.500 11 8l-5.500 4.500',
  last: 'M12.500 3.500v9M3.500 3.500 9.500 8l-6 4.500Z',
  in: 'M7 3a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM10 10l3.500 3.500M5 7h4M7 5v4',
  out: 'M7 3a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM10 10l3.500 3.500M5 7h4',
  all: 'M2.500 4v8M13.500 4v8M5 8h6M5 8l1.500-1.500M5 8l1.500 1.500M11 8 9.500 6.500M11 8 9.500 9.500',
  search: 'M7 3a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM10 10l3.500 3.500',
  flag: 'M4 14V2.500h8l-2 3 2 3H4',
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
