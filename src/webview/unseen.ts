/**
 * Characters that cannot be seen but change how a text reads: controls of the direction of writing, which make code
 * read otherwise than it runs (CVE-2021-42574, "Trojan Source"; UAX #9), characters without width, and tags, in which
 * whole sentences can be hidden (Unicode, block E0000).
 */
const inProse = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]+/gu;

/**
 * In code also the soft hyphen, fillers, what joins and parts letters, and what chooses a form of the one before, which
 * prose in some scripts needs; neither where it makes an emoji.
 */
const inCode = new RegExp(
  `(?:${[
    '[\\u00ad\\u115f\\u1160\\u180e\\u200c\\u3164\\uffa0]',
    '[\\u{e0100}-\\u{e01ef}]',
    '(?<!\\p{Extended_Pictographic}|\\p{Variation_Selector}|\\p{Emoji_Modifier})(?:\\u200d|[\\ufe00-\\ufe0f])',
    inProse.source,
  ].join('|')})+`,
  'gu',
);

/** How many characters of a run are named. */
const namedAtMost = 4;

/**
 * Shows what cannot be seen: each run of such characters gets an element around it, which names them and ends their
 * effect. The characters themselves stay, so that what is copied is what was written.
 * @param html Escaped text or highlighted code, with such characters in text only, not in attributes.
 */
export function withUnseenShown(html: string, where: 'prose' | 'code'): string {
  return html.replace(where === 'code' ? inCode : inProse, (run) => {
    const characters = Array.from(run);
    const names = characters.slice(0, namedAtMost).map(nameOf).join(' ');
    const more = characters.length > namedAtMost ? ` +${characters.length - namedAtMost}` : '';
    return `<span class="unseen" title="${names}${more}">${run}</span>`;
  });
}

/** @returns a text without any such character, for where nothing could show it. */
export function withoutUnseen(text: string): string {
  return text.replace(inCode, '');
}

/** @returns `U+202E`, as Unicode writes code points. */
function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
