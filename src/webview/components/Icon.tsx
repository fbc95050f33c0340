const paths = {
  blocked: 'M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 0 0 0-12.5zM3.6 3.6l8.8 8.8',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  down: 'M8 3v10M3.5 8.5L8 13l4.5-4.5',
  eye: 'M1.5 8C3.2 4.9 5.4 3.5 8 3.5s4.8 1.4 6.5 4.5c-1.7 3.1-3.9 4.5-6.5 4.5S3.2 11.1 1.5 8zM8 6a2 2 0 1 0 0 4a2 2 0 0 0 0-4z',
  redacted: 'M2 4h12M2 8h4M2 12h12M7.5 6.75H14v2.5H7.5z',
  send: 'M8 13.5V3M3.5 7.5L8 3l4.5 4.5',
  stop: 'M4.5 4.5h7v7h-7z',
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
