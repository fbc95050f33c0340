import { none, type Counts } from './counts.ts';

/** A suggestion as it was first offered. */
interface Offer {
  readonly uri: string;
  readonly language: string;
  /** Where it begins: an offset (UTF-16). */
  readonly at: number;
  readonly text: string;
  became: 'nothing' | 'partly' | 'whole';
}

/** The last thing that was written. */
interface Writing {
  readonly characters: number;
  /** What it was counted as, to be taken back should it turn out to have been more. */
  readonly part: boolean;
}

/**
 * Tells what becomes of suggestions. Editors tell an extension when a suggestion is taken to its end; that it is taken
 * by words or lines only the changes of the document show.
 */
export class Ledger {
  readonly #note: (language: string, counts: Counts) => void;
  #offer: Offer | undefined;
  #writing: Writing | undefined;

  /** @param note is told of what is to be added to the counts; a number below zero takes back. */
  constructor(note: (language: string, counts: Counts) => void) {
    this.#note = note;
  }

  /**
   * A suggestion was offered at an offset. What goes on with the last one, as after each key that is typed along it,
   * is that one still.
   */
  offered({ uri, language, at, text }: Omit<Offer, 'became'>): void {
    const last = this.#offer;
    if (last?.uri === uri && last.became !== 'whole') {
      if (at >= last.at && last.text.startsWith(text, at - last.at)) return;
      if (at < last.at && text.startsWith(last.text, last.at - at)) {
        this.#offer = { ...last, at, text };
        return;
      }
    }
    this.#offer = { uri, language, at, text, became: 'nothing' };
    this.#note(language, { ...none, offered: 1 });
  }

  /**
   * Text was put into a document at an offset.
   * @param replaced how many characters it stands in for: an editor may write what was taken of a suggestion again with
   * the rest of it
   */
  wrote(uri: string, at: number, text: string, replaced = 0): void {
    const offer = this.#offer;
    this.#writing = { characters: text.length - replaced, part: false };
    if (offer?.uri !== uri || at < offer.at || replaced > 0) return;
    const isBeginning = offer.text.startsWith(text, at - offer.at) && at - offer.at + text.length < offer.text.length;
    // A key may bring more than one character, such as a bracket that closes or an indentation, but no words.
    if (!isBeginning || text.length < 2 || !/[\p{L}\p{N}]/u.test(text)) return;
    this.#writing = { characters: text.length, part: true };
    this.#note(offer.language, { ...none, partly: offer.became === 'nothing' ? 1 : 0, characters: text.length });
    offer.became = 'partly';
  }

  /** A suggestion was taken to its end; what it put into the document was told just before. */
  taken(uri: string): void {
    const [offer, writing] = [this.#offer, this.#writing];
    this.#writing = undefined;
    if (offer?.uri !== uri || offer.became === 'whole') return;
    const characters = writing === undefined || writing.part ? 0 : writing.characters;
    this.#note(offer.language, { ...none, whole: 1, partly: offer.became === 'partly' ? -1 : 0, characters });
    offer.became = 'whole';
  }
}
