/** A document whose text is known to the end. */
export interface TrueDocument {
  readonly name: string;
  readonly text: string;
}

/** A place in a true text. */
export interface Place {
  readonly document: TrueDocument;
  /** UTF-16. */
  readonly offset: number;
}

/** So many characters have to agree at least; they are looked for before longer passages are compared. */
const tailLength = 24;
/** How far back texts are compared to tell places apart. */
const reach = 4000;

/**
 * Finds the place in the true texts that a prefix leads to: the one that agrees with the end of the prefix the
 * farthest back, so that neither what a client puts before the document's own text matters nor a line that it takes
 * for accepted and that is wrong. The line of the cursor has to agree as a whole.
 * @returns undefined where the line as far as it is typed is in no true text, as while a slip stands in it
 */
export function locate(prefix: string, documents: readonly TrueDocument[]): Place | undefined {
  const text = prefix.replace(/\r\n?/g, '\n');
  const tail = text.slice(-tailLength);
  if (tail === '') return undefined;
  const lineLength = text.length - (text.lastIndexOf('\n') + 1);
  let best: { place: Place; agreement: number } | undefined;
  for (const document of documents) {
    for (let at = document.text.indexOf(tail); at !== -1; at = document.text.indexOf(tail, at + 1)) {
      const offset = at + tail.length;
      const agreement = agreementBefore(text, document.text, offset);
      const enough = agreement === offset || agreement >= Math.max(tailLength, lineLength);
      if (enough && agreement > (best?.agreement ?? -1)) best = { place: { document, offset }, agreement };
    }
  }
  return best?.place;
}

/** How many characters at the end of a prefix stand before an offset of a text. */
function agreementBefore(prefix: string, text: string, offset: number): number {
  const most = Math.min(prefix.length, offset, reach);
  let agreement = 0;
  while (agreement < most && prefix[prefix.length - 1 - agreement] === text[offset - 1 - agreement]) agreement += 1;
  return agreement;
}
