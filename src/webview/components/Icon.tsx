const paths = {
  again: 'M12.75 6A5.25 5.25 0 1 0 13.25 9M13 2.5V6H9.5',
  attach: 'M10.5 4.5v6a2.5 2.5 0 0 1-5 0v-7a1.75 1.75 0 0 1 3.5 0v6.5a.9.9 0 0 1-1.8 0V5',
  blocked: 'M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 0 0 0-12.5zM3.6 3.6l8.8 8.8',
  command: 'M10 2.5l-4 11',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  diff: 'M8 2.5v6M5 5.5h6M5 12.5h6',
  edit: 'M10.5 3l2.5 2.5L5.5 13H3v-2.5z',
  more: 'M4 6.5L8 10.5l4-4',
  next: 'M6 3.5L10.5 8L6 12.5',
  previous: 'M10 3.5L5.5 8l4.5 4.5',
  down: 'M8 3v10M3.5 8.5L8 13l4.5-4.5',
  eye: 'M1.5 8C3.2 4.9 5.4 3.5 8 3.5s4.8 1.4 6.5 4.5c-1.7 3.1-3.9 4.5-6.5 4.5S3.2 11.1 1.5 8zM8 6a2 2 0 1 0 0 4a2 2 0 0 0 0-4z',
  file: 'M4 1.75h5l3 3v9.5H4zM9 1.75v3h3',
  folder: 'M1.75 3.5h4.5l1.5 1.75h6.5v7.5H1.75z',
  problems: 'M8 2L14.5 13.5h-13zM8 6.5v3.5M8 11.6v.4',
  redacted: 'M2 4h12M2 8h4M2 12h12M7.5 6.75H14v2.5H7.5z',
  schema: 'M2 3h12v10H2zM2 6.25h12M6 3v10M10 3v10',
  selection: 'M2.5 4h11M2.5 8h7M2.5 12h9',
  send: 'M8 13.5V3M3.5 7.5L8 3l4.5 4.5',
  stop: 'M4.5 4.5h7v7h-7z',
  symbol: 'M8 1.75l5.5 3v6.5l-5.5 3l-5.5-3v-6.5zM2.5 4.75L8 7.75l5.5-3M8 7.75v6.5',
  terminal: 'M2 3h12v10H2zM4.5 6l2 2l-2 2M8 10h3.5',
  warning: 'M8 2L14.5 13.5h-13zM8 6.5v3.5M8 11.6v.4',
} as const;

/** A line drawing in the colour of the text. It says nothing to a screen reader: what it stands on has a label. */
export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
