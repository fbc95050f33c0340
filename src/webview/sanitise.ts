import DOMPurify from 'dompurify';

/** Exactly what `markdown.ts` writes. */
const tags = [
  'p',
  'br',
  'hr',
  'strong',
  'em',
  's',
  'code',
  'pre',
  'blockquote',
  'ul',
  'ol',
  'li',
  'h3',
  'h4',
  'h5',
  'h6',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
  'div',
  'span',
  'button',
  '#text',
];
const attributes = ['class', 'start', 'role', 'tabindex', 'title', 'type', 'aria-label', 'data-url', 'data-action', 'data-language'];

/**
 * The second line of defence behind `renderBlock`: whatever is not on the list goes, and of what is unknown only the
 * text stays. Needs a DOM.
 */
export function sanitise(html: string): string {
  return DOMPurify.sanitize(html, {
    ALLOWED_TAGS: tags,
    ALLOWED_ATTR: attributes,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOW_UNKNOWN_PROTOCOLS: false,
    // Words, in which a colon makes no address.
    ADD_URI_SAFE_ATTR: ['aria-label'],
  });
}
