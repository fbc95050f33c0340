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

/** What is looked for first, before longer passages are compared. */
const tailLength = 24;
/** How much of a prefix has to agree with the true text, unless it agrees from the document's start. */
const leastAgreement = 80;
/** How far back texts are compared to tell places apart. */
const reach = 4000;

/**
 * Finds the place in the true texts that a prefix leads to: the one that agrees with the end of the prefix the
 * farthest back, so that whatever a client puts before the document's own text does not matter.
 * @returns undefined where what was typed is not in any true text, as while a slip stands in it
 */
export function locate(prefix: string, documents: readonly TrueDocument[]): Place | undefined {
  const text = prefix.replace(/\r\n?/g, '\n');
  const tail = text.slice(-tailLength);
  if (tail === '') return undefined;
  let best: { place: Place; agreement: number } | undefined;
  for (const document of documents) {
    for (let at = document.text.indexOf(tail); at !== -1; at = document.text.indexOf(tail, at + 1)) {
      const offset = at + tail.length;
      const agreement = agreementBefore(text, document.text, offset);
      const enough = agreement >= leastAgreement || agreement === offset;
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
