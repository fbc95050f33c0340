import { ownCopy } from '../ownCopy.ts';

/**
 * What a column's name says about its values.
 * `identity` is a person's official number, `direct` identifies by itself as well, but that of professionals is public,
 * who have a `role`; `key` is a person's number within some system, `number` any row's; `name` may
 * be a person's or a thing's; `birth`, `sex`, `age`, `place`, `date`, `health` and `background` identify together;
 * `count` and `perhapsCount` speak of groups; `establishment` of organisations.
 */
export type Meaning =
  | 'identity'
  | 'direct'
  | 'role'
  | 'key'
  | 'number'
  | 'name'
  | 'birth'
  | 'sex'
  | 'age'
  | 'place'
  | 'date'
  | 'health'
  | 'background'
  | 'count'
  | 'perhapsCount'
  | 'establishment';

/**
 * Pseudonyms of persons in the SNDS. CNAM asks users not to rename them, so they are known by name.
 * Source: public documentation of the SNDS, its dictionary of variables.
 */
export const pseudonyms = [
  'BEN_NIR_PSA',
  'BEN_NIR_ANO',
  'BEN_NIR_IDT',
  'BEN_NIR_TOT',
  'BEN_IDT_ANO',
  'ASS_NIR_ANO',
  'NIR_ANO_17',
  'NIR_ANO_MAM',
  'NUM_ENQ_ANO',
  'NUM_ENQ_IDT',
  'NUM_ENQ',
  'NUM_ANO',
  'DCD_IDT_ENC',
] as const;

const person = '(?:patiente?s?|pat|sujet|subject|subj|indiv|individus?|individual|benef|beneficiaire|personne?|person|assure|cas|case|participante?|malade|enfant|mere|child|mother|resident|usager|dossier|sejour|enquete)';
const numbering = '(?:id|ident|identifiant|identifier|num|numero|no|number|code|cod|cle|key|uid)';

/**
 * Names of columns, in lower case, without accents, words joined by `_`; the first that fits counts. SNDS names come
 * from its public dictionary (the "identifiants potentiels" among them), OSCOUR's from the order of 24 July 2013, the
 * others from common usage in French and English.
 */
const meanings: readonly (readonly [Meaning, RegExp])[] = [
  ['key', new RegExp(`^(?:${pseudonyms.join('|').toLowerCase()})$`)],
  ['identity', /^(?:nir|nss|ssn|nia|ins|matricule_ins|num(?:ero)?_?(?:secu|ss|nir|securite_sociale)|nir_.*|social_security.*|passe?port.*)$/],
  ['direct', /^(?:prenoms?|first_?name|given_?names?|last_?name|family_?name|surname|full_?name|nom_?(?:de_)?(?:naissance|naiss|usage|famille|marital|jeune_fille|patiente?|pat|complet|prenom|usuel)|(?:patient|subject|person)_?name|prenom_?nom|nom_et_prenom|prenom_?.*)$/],
  ['direct', /^(?:e_?mail|mail|courriel|adresse_?(?:e?_?mail|electronique)|tel|telephone|tel_.*|telephone_.*|portable|mobile|gsm|phone|phone_?number|adresse|adresse_?(?:patient|postale|domicile|ligne_?\d|1|2)|address|street|street_address|rue|home_address)$/],
  ['role', /^(?:roles?|fonctions?|affiliations?|equipes?|team|job_title|orcid|responsabilites?)$/],
  ['establishment', /^(?:.*finess.*|.*siret.*|.*siren.*|rpps.*|.*raison_sociale|rs|etablissements?|etab|hopital|hopitaux|hospital|laboratoires?|labo|lab|ehpad|pharmacie|officine|structure|organisme|societe|company|organi[sz]ation|centre|facility|site_name)$/],
  ['birth', /^(?:ddn|dob|dnais|(?:date|dt|dat|d|jour)_?(?:de_)?naiss?(?:ance)?(?:_.*)?|birth_?date|birth_?day|date_of_birth|ben_nai_(?:ann|moi)|(?:annee|an|mois)_?(?:de_)?naiss?(?:ance)?|birth_?year|year_of_birth|yob|anais|naissance)$/],
  ['key', new RegExp(`^(?:ipp|nip|iep|nda|mrn|usubjid|subjid|dossier|n_dossier|n_ipp|${numbering}_?(?:${person}|anonymat|inclusion|anonyme|indiv.*)|${person}_?${numbering}|${person}_?n)$`)],
  ['number', /^(?:id|identifiant|ident|uid|uuid|guid|record_?id|num|numero|no|obs|key|cle|code|index|row|rowid|row_?id|rang)$/],
  ['sex', /^(?:sexe?|genre|gender|ben_sex_cod|cod_sexe?|sex_.*|sexe_.*)$/],
  ['age', /^(?:age|ages|age_?(?:ans?|annees?|years?|yrs?|mois|jours|patient|diag.*|inclusion|deces|at_.*|a_.*|ann|jou|num|en_annees)|agean|agejr|age_ann|age_jou)$/],
  ['place', /^(?:cp|code_?postal|cod_?post(?:al)?|postal_?code|post_?code|zip|zip_?code|commune|.*_commune|commune_.*|com|code_?com(?:mune)?|codgeo|code_insee|insee|insee_com|depcom|ville|city|town|municipality|iris|code_?iris|lat|latitude|lon|long|lng|longitude|ben_res_com|dcd_com_cod|bdi_cod|cod_post|domicile|quartier)$/],
  ['background', /^(?:profession|metier|pcs|csp|job|occupation|nationalite|nationality|pays_?(?:de_)?naiss.*|country_of_birth|ethnie|ethnicity|religion|etat_civil|situation_familiale|marital_status|employeur|ecole)$/],
  ['health', /^(?:diag.*|.*_diag|.*diagnos.*|cim_?10|icd_?10|icd|cim|dp|dr|das|dgn_pal|ass_dgn|resultats?|results?|resultat_.*|test_result|.*_result|pcr|pcr_.*|serologie|statut_(?:vih|sero.*|vaccinal.*)|patholog.*|maladie|disease|motif|motif_.*|symptom.*|issue|outcome|gravite|germe|souche|antecedents?|comorbid.*|cause_deces|ald|imb_ald_.*|classification)$/],
  ['count', /^(?:n|nb|nbre|nombre|counts?|effectifs?|eff|freq.*|pct.*|.*_pct|percent.*|pourcentage.*|taux.*|.*_taux|tx.*|.*_tx|rates?|.*_rate|incid.*|prev.*|pop|pop_.*|population.*|total.*|.*_total|moyennes?|mean.*|moy_.*|median.*|sd|se|et|q1|q3|ic_?.*|ci_?.*|lower.*|upper.*|binf|bsup|or|rr|hr|smr|tsm|irr|p|p_?val.*|estimate|std_error|proportion.*|prop|part|couverture.*|n_.*|nb_.*|nbre_.*|nombre_.*|.*_n|.*_nb|effectif_.*|denominateur|numerateur|poids_total|borne.*|qx|lx|dx|ex)$/],
  ['perhapsCount', /^(?:cas|cases|cas_.*|deces|deces_.*|deaths|passages?|hospitalisations?|hosp|sejours|admissions|naissances|tests|positifs|doses|patients|y|value|valeur|obs_value|observed|expected|attendus?|observes?|reanimation|rea|urgences|consultations|actes|malades|confirmes|incident|i|s|r)$/],
  ['date', /^(?:.*_?date|date_?.*|dt_.*|.*_dt|dat_.*|d_(?:debut|fin|entree|sortie|prel.*|symp.*|deces)|dds|dms|jour|day|horodat.*|timestamp|entree|sortie|entry|exit|exe_soi_(?:dtd|dtf)|ben_dcd_(?:dte|ame)|dtd|dtf|.*_dtd|.*_dtf|.*_dte|admission_time|discharge_time)$/],
  ['name', /^(?:noms?|name|names|patients?|patiente|malade|assure|beneficiaire|personne|person|sujet|libelle_nom|contact|nom_contact)$/],
];

/** Names that were looked up of late: the same ones come back with every key that is pressed. */
const known = new Map<string, Meaning | null>();
const mostKnown = 2000;

/**
 * What the name of a column says.
 * @param name as written: any case, accents, words joined by `_`, `.`, `-`, a space or a capital letter.
 */
export function meaningOf(name: string): Meaning | undefined {
  if (name.length === 0 || name.length > 60) return undefined;
  let meaning = known.get(name);
  if (meaning === undefined) {
    meaning = lookUp(name) ?? null;
    if (known.size >= mostKnown) known.clear();
    known.set(ownCopy(name), meaning);
  }
  return meaning ?? undefined;
}

function lookUp(name: string): Meaning | undefined {
  if (/[:="{}[\]<>$~%]/.test(name)) return undefined;
  const plain = name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1_$2')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return meanings.find(([, pattern]) => pattern.test(plain))?.[0];
}
