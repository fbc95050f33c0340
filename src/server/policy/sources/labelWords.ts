import type { Label } from '../../../protocol/label.ts';

/**
 * Names of sensitivity labels that restrict nothing, in English and French: those that Microsoft proposes to a new
 * tenant ("Default sensitivity labels and policies": Personal, Public, General, with "Anyone (unrestricted)" and "All
 * Employees (unrestricted)" beneath) and what institutions commonly call the same. Only a whole name counts: an agency
 * may have `publique` in its own name.
 */
const open = new Set(
  [
    ...['public', 'publique', 'ouvert', 'open', 'personal', 'non business', 'non professionnel', 'unrestricted'],
    ...['general', 'general anyone unrestricted', 'general all employees unrestricted', 'anyone unrestricted'],
    ...['all employees unrestricted', 'usage general', 'donnees publiques', 'non sensible', 'non sensitive'],
    ...['internal', 'internal use', 'internal only', 'internal use only', 'interne', 'usage interne', 'diffusion interne'],
  ].map(normal),
);

/**
 * The label of a file whose sensitivity label is called so.
 * - What restricts nothing gives none: it does not lift anything either.
 * - What says `secret` is secret, but for the secrecy of professions and of statistics, which is what a gateway that
 *   is cleared for `sensitive` is there for.
 * - Everything else, known or not, is sensitive: `Confidential`, `Restreint`, a name of the institution's own. So is
 *   `Highly Confidential`: Microsoft describes it as the place of personal data, which is where health data go.
 * @returns undefined for a label that restricts nothing.
 */
export function labelOfSensitivity(name: string): Label | undefined {
  const plain = normal(name);
  if (open.has(plain)) return undefined;
  const isSecret = /\b(top )?secrets?\b|\bsecrete?s?\b/.test(plain);
  const isProfessional = /\bsecrets? (medica(l|ux)|professionnels?|statistiques?|des affaires)\b|\bmedical secrets?\b/.test(plain);
  return isSecret && !isProfessional ? 'secret' : 'sensitive';
}

/** Small letters without accents, words apart by one space, without the code of a class (`C1`) before them. */
function normal(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^(c ?\d|\d+) /, '');
}
