/** What values look like, whatever their column is called. All take a value without its quotes. */

/** Nothing, in the spellings of R, Python, SAS, Stata and SQL. */
const missing = /^(?:|NA|NA_\w+_|N\/A|ND|NULL|None|null|nan|NaN|np\.nan|pd\.\w+|<NA>|\.[a-z]?|-+|:?-+:?|\?|inconnue?|unknown|manquante?|missing)$/i;

/**
 * What stands for a value in examples: letters repeated, the word for the thing itself, the conventional nobodies.
 * A family name that people bear, such as Dupont, is a value: an example and a person cannot be told apart by it. Only
 * `Dupont Jean` (either order) and John or Jane Doe are conventions.
 */
const placeholder =
  /^(?:([x*#0?_.-])\1+|x+y*z*|<.*>|\{.*\}|\[.*\]|\$.*|&\w+\.?|%.*|:\w+|(?:mon|ma|my|your|votre|un|une|the)[ _-].*|nom\d*|name\d*|prenom\d*|prénom\d*|patient|first_?name|last_?name|foo|bar|baz|toto|titi|tata|tutu|test\d*|exemple\d*|example\d*|a|b|c|d|e|aaa+|bbb+|ccc+|abc|azerty|alice|bob|charlie|carol|dave|eve|(?:john|jane) ?doe|doe|dupont,? jean|jean dupont|tartempion|anonyme|anonymous|masqu[ée]e?|[\w.+-]+@(?:[\w-]+\.)*(?:example|exemple|test-example)\.\w+)$/i;

const isoDate = /^(1[89]|20)\d\d[-/](0?[1-9]|1[0-2])[-/](0?[1-9]|[12]\d|3[01])(?:[ T]\d{1,2}[:hH]\d{2}.*)?$/;
const frenchDate = /^(0?[1-9]|[12]\d|3[01])[-/.](0?[1-9]|1[0-2])[-/.](?:(1[89]|20)\d\d|\d\d)(?: \d{1,2}[:hH]\d{2}.*)?$/;
const sasDate = /^(0?[1-9]|[12]\d|3[01])-?(?:jan|feb|fev|fév|mar|apr|avr|may|mai|jun|jui|jul|aug|aou|sep|oct|nov|dec|déc)[a-z]{0,3}-?(?:(1[89]|20)\d\d|\d\d)(?::.*)?$/i;
const compactDate = /^(1[89]|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/;

/** Whether a value says something about somebody or something: neither missing nor a placeholder. */
export function isReal(value: string): boolean {
  return !missing.test(value) && !placeholder.test(value);
}

/** What programs call addresses and names: those of memory, of the network, of packages (`google.api.Quota`). */
export function isOfMachines(value: string): boolean {
  return /^(?:0x[\da-f]+|\d{1,3}(?:\.\d{1,3}){3}|[\da-f]{0,4}:[\da-f:]*|localhost|[a-z_]\w*(?:\.\w+)+)$/i.test(value);
}

/** A day: ISO, French, SAS (`12jan1980`), or eight digits, each perhaps with a time. */
export function isDate(value: string): boolean {
  return isoDate.test(value) || frenchDate.test(value) || sasDate.test(value) || compactDate.test(value);
}

/** The four-digit year of a date; undefined where it has two digits. */
export function yearOf(value: string): number | undefined {
  const year = /(?<!\d)(1[89]|20)\d\d(?!\d)/.exec(value)?.[0] ?? (compactDate.test(value) ? value.slice(0, 4) : undefined);
  return year === undefined ? undefined : Number(year);
}

/** A date or year of birth, a month of birth. */
export function isBirth(value: string): boolean {
  return isDate(value) || /^(?:1[89]|20)\d\d(?:[-/]?(?:0[1-9]|1[0-2]))?$/.test(value) || /^(?:0?[1-9]|1[0-2])$/.test(value);
}

/** A sex, as a code of SNDS and INSEE (1, 2), a letter or a word. */
export function isSex(value: string): boolean {
  return /^(?:[MFHW]|[0129]|hommes?|femmes?|masculin|f[ée]minin|male|female|men|women|man|woman|gar[çc]on|fille|boy|girl)$/i.test(value);
}

/** A sex as a letter or a word, which is not a number of something else. */
export function isSexInLetters(value: string): boolean {
  return isSex(value) && !/^\d$/.test(value);
}

/** An age in years, with a decimal point or comma; bands (`15-44`, `65+`) are none. */
export function isAge(value: string): boolean {
  return /^\d{1,3}(?:[.,]\d+)?$/.test(value) && Number(value.replace(',', '.')) <= 120;
}

/** A French postcode or the code of a commune. */
export function isPostcode(value: string): boolean {
  return /^(?:0[1-9]|[1-8]\d|9[0-8]|2[ABab])\d{3}$/.test(value);
}

/** A code of ICD-10, with or without its point. */
export function isIcd10(value: string): boolean {
  return /^[A-TV-Z]\d\d(?:\.?[\dX]{1,3}[+*]?)?$/.test(value);
}

/** A record's own code: four characters or more with a digit, and none of the codes above. */
export function isKey(value: string): boolean {
  return /^(?=.*\d)[A-Za-z0-9][A-Za-z0-9_/-]{3,40}$/.test(value) && !isDate(value) && !isPostcode(value) && !isIcd10(value) && !/^(?:(?:19|20)\d\d|.*[sSwWtT]\d{1,2}|\d+-\d+)$/.test(value);
}

/** A word that begins with a capital letter, as names do. */
export function isCapitalised(value: string): boolean {
  return /^\p{Lu}[\p{L}'’ -]{1,40}$/u.test(value);
}

/** Numbers that count 1, 2, 3 …, written out: somebody made them up, or a program did. */
export function isCounting(values: readonly string[]): boolean {
  return values.length > 1 && values.every((value, index) => /^\d+$/.test(value) && Number(value) === Number(values[0]) + index);
}

/** Numbers at even steps: the classes of a table rather than the ages of some people. Two numbers always are. */
export function isEvenlySpaced(values: readonly string[]): boolean {
  if (values.length < 3) return false;
  const numbers = values.map((value) => Number(value.replace(',', '.')));
  const step = (numbers[1] ?? 0) - (numbers[0] ?? 0);
  return numbers.every((value, index) => index === 0 || value - (numbers[index - 1] ?? 0) === step);
}
