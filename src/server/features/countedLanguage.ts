import { languageAt } from '../completion/language.ts';

/** Languages that chunks of reports are written in. What else stands behind a fence may be any word of the person's. */
const chunkLanguages = new Set(['r', 'python', 'sql', 'sas', 'stata', 'julia', 'shellscript', 'stan', 'javascript', 'cpp']);

/**
 * The language that a suggestion is counted under in the statistics, as completion itself sees it: that of the chunk, and
 * in brackets that of the report around it, `r (quarto)`; in a report's prose the report's.
 * @param languageId the document's
 */
export function countedLanguage({ text, offset, languageId }: { text: string; offset: number; languageId: string }): string {
  const { id, within } = languageAt(text, offset, languageId);
  if (within === 'document') return id;
  return within === 'chunk' && chunkLanguages.has(id) ? `${id} (${languageId})` : languageId;
}
