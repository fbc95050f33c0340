import type { TranslationTarget } from '../../../protocol/command.ts';

/** A language that programs are translated from. */
export type SourceLanguage = 'r' | 'python' | 'sas' | 'stata' | 'sql';

/** Something that two languages do not mean alike. What is said of each is in `en/translation.ts` and `fr/translation.ts`. */
export type TranslationPoint = (typeof points)[number]['point'];

interface Point {
  readonly point: string;
  readonly from: readonly SourceLanguage[];
  /** Left out: whatever it is translated into. */
  readonly to?: readonly TranslationTarget[];
  /** What in the text makes it matter. */
  readonly when: RegExp;
}

const inR: readonly TranslationTarget[] = ['r', 'dplyr', 'data.table'];
const comparison = /[<>]|\b(?:lt|le|gt|ge)\b/i;

/** The points, those that change results unnoticed first. */
const points = [
  { point: 'sasMissingLow', from: ['sas'], when: /[<>]|\b(?:lt|le|gt|ge|sort|min|max|order by)\b/i },
  { point: 'sasRetain', from: ['sas'], when: /\bretain\b|(?:^|[;:])\s*\w+\s*\+\s*\w+\s*;/im },
  { point: 'sasFirstLast', from: ['sas'], when: /\b(?:first|last)\.\w/i },
  { point: 'sasLag', from: ['sas'], when: /\b(?:lag|dif)\d*\s*\(/i },
  { point: 'sasMerge', from: ['sas'], when: /\bmerge\b[^;]*;/i },
  { point: 'sasTypeThree', from: ['sas'], when: /\bproc\s+(?:glm|mixed|glimmix|genmod|anova)\b|\/[^;]*\btype3\b/i },
  { point: 'sasReference', from: ['sas'], when: /\bclass\b/i },
  { point: 'coxTies', from: ['sas', 'stata'], when: /\b(?:phreg|stcox)\b/i },
  { point: 'coxTiesInPython', from: ['r', 'python'], to: ['python', ...inR], when: /\b(?:coxph|CoxPHFitter|PHReg)\b/ },
  { point: 'sasProcMissing', from: ['sas'], when: /\bproc\s+(?:means|summary|freq|tabulate|univariate)\b/i },
  { point: 'sasSumFunction', from: ['sas'], when: /\b(?:sum|mean)\s*\(/i },
  { point: 'sasQuantiles', from: ['sas'], when: /\b(?:p\d{1,2}|q1|q3|median|pctl\w*|univariate|pctlpts)\b/i },
  { point: 'stataMissingHigh', from: ['stata'], when: comparison },
  { point: 'stataPreserve', from: ['stata'], when: /\b(?:preserve|restore)\b/ },
  { point: 'stataBy', from: ['stata'], when: /\bbys(?:ort?)?\b|\bby\s+[^:\n]+:|(?<!\w)_[nN]\b/ },
  { point: 'stataMerge', from: ['stata'], when: /\bmerge\s+[1m]:[1m]\b|\bjoinby\b/ },
  { point: 'stataFactor', from: ['stata'], when: /\b(?:ib?\d*|c)\.\w|\bxi:/ },
  { point: 'stataCollapse', from: ['stata'], when: /\b(?:collapse|contract|egen)\b/ },
  { point: 'stataRobust', from: ['stata'], when: /\bvce\s*\(|\brobust\b|\bcluster\s*\(/ },
  { point: 'stataFloat', from: ['stata'], when: /==\s*-?\d*\.\d/ },
  { point: 'stataQuantiles', from: ['stata'], when: /\b(?:centile|_?pctile|xtile|p\d{1,2}|median|detail)\b/ },
  {
    point: 'origin1960',
    from: ['sas', 'stata'],
    when: /'\d{1,2}[a-z]{3}\d{2,4}'d|\b(?:intnx|intck|mdy|datepart|today|date9|ddmmyy\w*|yymmdd\w*|datdif|yrdif|td|date|daily|dofc|dofw|dofm|mofd|wofd)\b|%t[dwmqyc]/i,
  },
  { point: 'intervals', from: ['sas'], when: /\bint(?:ck|nx)\b/i },
  { point: 'stataWeeks', from: ['stata'], when: /\b(?:wofd|dofw|yw|week\s*\()|%tw/ },
  { point: 'roundHalfUp', from: ['sas', 'stata'], when: /\bround\s*\(/i },
  { point: 'macros', from: ['sas', 'stata'], when: /%macro|%let|&\w|%do\b|`\w+'|\bforeach\b|\bforvalues\b/i },
  { point: 'sasFormats', from: ['sas'], when: /\bproc\s+format\b|\bformat\b|\bput\s*\(|\binput\s*\(/i },
  { point: 'naInR', from: ['r'], to: ['python'], when: /\bNA\b|na\.rm|is\.na|\b(?:mean|sum|max|min|group_by|table)\s*\(/ },
  { point: 'indexFromOne', from: ['r'], to: ['python'], when: /\[\s*-?\d|\bseq_along|\bseq_len|\bhead\s*\(|\bsubstr|\d:\w/ },
  { point: 'contrasts', from: ['r'], to: ['python'], when: /\b(?:factor|relevel|fct_\w+|contrasts|ordered|lm|glm|coxph)\s*\(/ },
  { point: 'modelsInPython', from: ['r'], to: ['python'], when: /\b(?:lm|glm|coxph|glmer|lmer|gam)\s*\(/ },
  { point: 'spreadInPython', from: ['r'], to: ['python'], when: /\b(?:sd|var|scale)\s*\(/ },
  { point: 'recycling', from: ['r'], to: ['python', 'sql'], when: /\bc\s*\(|\brep\s*\(|\bifelse\s*\(/ },
  { point: 'seeds', from: ['r', 'python'], to: ['python', ...inR], when: /set\.seed|\bseed\s*\(|default_rng|random_state/ },
  { point: 'zeroBased', from: ['python'], to: inR, when: /\brange\s*\(|\[\s*-?\d|\.iloc\b|:\s*-?\d+\s*\]/ },
  { point: 'nanInPandas', from: ['python'], to: inR, when: /\bnan\b|isna|fillna|dropna|groupby|value_counts|\.(?:mean|sum)\s*\(/i },
  { point: 'spreadInR', from: ['python'], to: inR, when: /\b(?:np|numpy)\.(?:std|var)\b|ddof/ },
  { point: 'penalised', from: ['python'], to: inR, when: /\bsklearn\b|LogisticRegression\b/ },
  { point: 'pandasIndex', from: ['python'], to: inR, when: /set_index|reset_index|\.loc\b|\.join\s*\(|pd\.concat/ },
  { point: 'origin1970', from: ['r', 'python'], to: ['sql', 'python', ...inR], when: /as\.numeric\s*\(\s*as\.Date|as\.Date\s*\(\s*\d|origin\s*=|unit\s*=\s*['"][Ds]/ },
  { point: 'byReference', from: ['r'], to: ['data.table'], when: /\b(?:mutate|transmute|rename|select)\s*\(|<-/ },
  { point: 'groupOrder', from: ['r'], to: ['data.table', 'sql'], when: /\b(?:group_by|count|summari[sz]e|arrange)\s*\(/ },
  { point: 'rowOrder', from: ['r'], to: ['sql'], when: /\b(?:lag|lead|row_number|first|last|slice\w*|cumsum|head|arrange|fill|distinct)\s*\(/ },
  { point: 'nullInSql', from: ['r'], to: ['sql'], when: /\bis\.na|\bNA\b|!=|%in%|_join\s*\(|n_distinct|\bmean\s*\(/ },
  { point: 'groupedMutate', from: ['r'], to: ['sql'], when: /group_by\s*\([^]*\b(?:mutate|filter)\s*\(/ },
  { point: 'integerDivision', from: ['r'], to: ['sql'], when: /\w\s*\/\s*\w/ },
  { point: 'nullFromSql', from: ['sql'], when: /\bnull\b|\bcoalesce\b|<>|!=|\bnot\s+in\b|\bjoin\b|\bcount\s*\(|\bavg\s*\(/i },
  { point: 'divisionFromSql', from: ['sql'], when: /\w\s*\/\s*\w/ },
] as const satisfies readonly Point[];

/**
 * @param code the text that is to be translated
 * @returns what in it has no exact equal there, those that change results unnoticed first
 */
export function pointsFor(code: string, from: SourceLanguage, to: TranslationTarget): TranslationPoint[] {
  return (points as readonly (Point & { readonly point: TranslationPoint })[])
    .filter((each) => each.from.includes(from) && (each.to?.includes(to) ?? true) && each.when.test(code))
    .map(({ point }) => point);
}

/** The languages of the editor and of files, as far as programs in them can be translated. */
const languages: Readonly<Record<string, SourceLanguage>> = {
  r: 'r', rmd: 'r', quarto: 'r', qmd: 'r',
  python: 'python', py: 'python',
  sas: 'sas',
  stata: 'stata', do: 'stata', ado: 'stata',
  sql: 'sql', mysql: 'sql', pgsql: 'sql', plsql: 'sql', tsql: 'sql', postgres: 'sql',
};

/**
 * @param name the file's name: without an extension for them, editors take SAS and Stata programs for plain text
 * @returns the language of a program; undefined where it is not known
 */
export function sourceLanguage(languageId: string, name: string): SourceLanguage | undefined {
  return languages[languageId.toLowerCase()] ?? languages[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''];
}

/** What a person most likely wants who names no target. */
export function usualTarget(from: SourceLanguage | undefined): TranslationTarget {
  return from === 'r' ? 'python' : 'r';
}

/** @returns the target that a person means by a word such as `R`, `py` or `datatable`; undefined where it is none. */
export function targetOf(word: string): TranslationTarget | undefined {
  switch (word.trim().toLowerCase()) {
    case 'r':
      return 'r';
    case 'python':
    case 'py':
    case 'pandas':
      return 'python';
    case 'data.table':
    case 'datatable':
    case 'dt':
      return 'data.table';
    case 'dplyr':
    case 'tidyverse':
      return 'dplyr';
    case 'sql':
      return 'sql';
    default:
      return undefined;
  }
}
