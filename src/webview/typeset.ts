import DOMPurify from 'dompurify';
import katex from 'katex';

/** The elements that KaTeX 0.19 makes, of HTML, SVG and MathML; those that would load something are not among them. */
const tags = (
  'span svg path line math semantics annotation menclose mi mn mo mover mpadded mphantom mrow mspace mstyle msqrt ' +
  'mroot mfrac msub msup msubsup mtable mtd mtext mtr munder munderover mlabeledtr #text'
).split(' ');

const attributes = (
  'class style aria-hidden title xmlns d width height viewbox preserveaspectratio x1 x2 y1 y2 stroke-width accent ' +
  'accentunder columnalign columnlines columnspacing depth display displaystyle encoding fence largeop linebreak ' +
  'linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize minsize movablelimits notation rowlines ' +
  'rowspacing rspace scriptlevel separator side stretchy symmetric valign voffset'
).split(' ');

const allowed = { ALLOWED_TAGS: tags, ALLOWED_ATTR: attributes, ALLOW_DATA_ATTR: false, ALLOW_ARIA_ATTR: false };

/** What KaTeX 0.19 sets: sizes that `maxSize` bounds, and colours. */
const properties = new Set(
  (
    'background-color border-bottom-width border-color border-right-style border-right-width border-style ' +
    'border-top-width border-width bottom color height left margin margin-left margin-right margin-top min-width ' +
    'padding-left position text-shadow top vertical-align width'
  ).split(' '),
);

const options = {
  output: 'htmlAndMathml',
  // No links, images, classes, styles or attributes by TeX's own hand.
  trust: false,
  // What KaTeX cannot read is shown as it was written, whole.
  throwOnError: true,
  // What is not trusted is shown by its name; red would be hard to read on some grounds.
  errorColor: 'inherit',
  strict: 'ignore',
  // Nothing in a formula is larger than some lines, and no macro expands for ever.
  maxSize: 20,
  maxExpand: 500,
} as const;

/** For how long formulas are typeset in one frame, in milliseconds; what is left waits for the next. */
const perFrame = 8;

/** The TeX that a formula was made from. */
const sources = new WeakMap<Element, string>();
const waiting: Element[] = [];
/** Until when formulas are typeset in the frame that is under way. */
let end: number | undefined;

/**
 * Sets what a block shows, and has its formulas typeset. Those that were there before are kept, so that a block that
 * grows costs what is new in it.
 *
 * KaTeX sets its styles one by one on the elements that it makes, which the page's policy allows where it refuses style
 * attributes in HTML; hence no HTML text of formulas goes through here.
 * @param html Sanitised.
 */
export function show(block: Element, html: string): void {
  const made = new Map<string, Element[]>();
  for (const formula of block.querySelectorAll('.formula > *')) {
    const source = sources.get(formula);
    if (source !== undefined) made.set(source, [...(made.get(source) ?? []), formula]);
  }
  block.innerHTML = html;
  for (const place of block.querySelectorAll('.formula')) {
    const formula = made.get(sourceOf(place))?.pop();
    if (formula === undefined) waiting.push(place);
    else place.replaceChildren(formula);
  }
  typesetSome();
}

function typesetSome(): void {
  if (waiting.length === 0) return;
  if (end === undefined) {
    end = performance.now() + perFrame;
    requestAnimationFrame(() => {
      end = undefined;
      typesetSome();
    });
  }
  while (waiting.length > 0 && performance.now() < end) {
    const place = waiting.shift();
    if (place?.isConnected === true) typeset(place);
  }
}

function sourceOf(place: Element): string {
  return `${place.classList.contains('formula-display') ? 'display' : 'inline'} ${place.textContent}`;
}

function typeset(place: Element): void {
  const host = document.createElement('span');
  const displayMode = place.classList.contains('formula-display');
  try {
    katex.render(place.textContent, host, { ...options, displayMode, macros: {} });
  } catch {
    // Also what is nested deeper than the stack is high.
    place.classList.add('formula-unread');
    return;
  }
  sources.set(host, sourceOf(place));
  DOMPurify.sanitize(host, { ...allowed, IN_PLACE: true });
  for (const { style } of host.querySelectorAll<HTMLElement>('[style]')) {
    for (const property of [...style]) {
      if (!properties.has(property) || style.getPropertyValue(property).includes('url(')) style.removeProperty(property);
    }
  }
  place.replaceChildren(host);
}
