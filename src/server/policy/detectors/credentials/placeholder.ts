/** Words in the name of a secret. */
const secretWord = /pass(?:word|wd|phrase|code|e)?|pwd|mdp|secret|token|key|cl[eé]|credential/i;

/** Values that stand for a secret without being one, whole. */
const placeholders: readonly RegExp[] = [
  // All of one character, masked, elided, a dash.
  /^(.)\1*$/s,
  /^[x*•.…#?:_-]+$/i,
  /^x{3,}|x{4,}$/i,
  // Templates, macro variables, references to the environment.
  /^<.*>$|^\[.*\]$|\$\{[^}]*\}|\{\{.*\}\}|^\{[^{}]*\}$|^\$\w+$|^\$\(|^\$env:|^&\w+|^%\w+%?$|^(?:%s|%\(\w+\)s|\W)+$|\{(?!sas)[A-Za-z_][\w.$()]*\}|^:\w+$|^@\w+$|^`.*`$|^!\w+!$/is,
  /(?:Sys\.|os\.)?(?:getenv|environ)\b|^!(?:expr|secret|vault|ENV)\b/i,
  /^(?:your|votre|vos|my|mon|ma|mes|insert|enter|saisir|saisissez|entrez|replace)(?:[-_ .]|$)/i,
  /change[-_ ]?(?:me|it|this)|^(?:à|a)[-_ ]?(?:changer|remplacer|compl[eé]ter|d[eé]finir)|^todo|^tbd$|^fixme|redacted|^dummy|^fake|placeholder|^example|^exemple|«.*»/i,
  /^(?:none|null|nil|na|nan|true|false|vrai|faux|oui|non|yes|no|empty|vide|default|unknown|hidden|masked|masqu[eé]|optional|required|obligatoire|n\/a|undefined)$/i,
  // What a column or an argument is, where its name is a secret's.
  /^(?:character|char|varchar2?(?:\(\d+\))?|string|str|text|numeric|integer|int|logical|boolean|bool|bytes|object|factor|date|function|list|vector|any|c|i)$/i,
];

/** Whether a value stands for a secret, or names where it is kept, without being one. */
export function isPlaceholder(value: string): boolean {
  const trimmed = value.trim();
  if (trimmed.length < 3 || placeholders.some((pattern) => pattern.test(trimmed))) return true;
  // `db_password`, `MISTRAL_API_KEY`: the name of a column, a variable or an entry of a key ring.
  return /^[\p{L}_.: -]+$/u.test(trimmed) && secretWord.test(trimmed);
}

/** Whether a value is a folder, as `PWD` and `pwd` name the one that work is done in. */
export function isFolder(value: string): boolean {
  return /^(?:[/~]|\.{1,2}[\\/]|[A-Za-z]:[\\/])|^[\w. -]+(?:[\\/]+[\w. -]+){2,}/.test(value);
}

/**
 * Whether a bare value can only be a password, since nobody names a variable so: capitals, small letters and digits, or
 * letters, digits and a mark that no language has for an operator.
 */
export function looksChosen(value: string): boolean {
  if (value.length < 8 || secretWord.test(value) || !/^[\w!#?%^~@*+.$-]+$/.test(value)) return false;
  if (/[A-Za-z]\$[A-Za-z]|\w\.[A-Za-z]/.test(value)) return false;
  if (!/[A-Za-z]/.test(value) || !/\d/.test(value)) return false;
  return (/[a-z]/.test(value) && /[A-Z]/.test(value) && /\d[A-Za-z]|[A-Za-z]\d.*[^\w]|[A-Z].*[a-z].*\d{2}$/.test(value)) || /[!#?]/.test(value);
}

/** How often the kind of character must change in what was drawn by lot, and between letters and digits among them. */
const changes = 5;
const digitChanges = 2;

/** Whether a value was drawn by lot, as keys and tokens are: a word, a file or a date was not. */
export function looksDrawn(value: string): boolean {
  if (!/^[\w+/=.:~-]{16,}$/.test(value)) return false;
  if (value.split(/[_.:/~-]/).every((part) => /^(?:[A-Za-z]*|\d{0,8})$/.test(part))) return false;
  const plain = value.replace(/[^A-Za-z0-9]/g, '');
  const kinds = plain.replace(/\d+/g, '0').replace(/[a-z]+/g, 'a').replace(/[A-Z]+/g, 'A');
  return kinds.length > changes && kinds.split('0').length > digitChanges;
}
