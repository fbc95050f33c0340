import type { Hit } from '../detector.ts';
import { signOf, type Look } from '../look.ts';
import { matches } from './matches.ts';
import { isFolder, isPlaceholder } from './placeholder.ts';

/** A way to write a credential whose first group is the secret, and what more the secret must be. */
interface Shape {
  /** What stands in every match, in small letters: to look for it takes less than to match. */
  readonly needs?: string;
  /** What stands elsewhere in every text that the shape is in. */
  readonly beside?: RegExp;
  readonly pattern: RegExp;
  /** How every match begins, where a whole one may be long. */
  readonly opens?: RegExp;
  /** @param before the text before the match, as far back as a statement goes. */
  readonly accepts?: (secret: string, before: string) => boolean;
}

const hasDigit = (secret: string) => /\d/.test(secret);
const literal = `["'][^"'\\n]{0,100}["']`;
/** Its closing quote may not be written yet. */
const secret = `["']([^"'\\n]{3,2000})(?:["']|(?=\\n|$))`;

const shapes: readonly Shape[] = [
  // Addresses of any scheme: `postgresql://user:password@host` (RFC 3986, 3.2.1).
  // People write `/` and `@` in a password as they are, so it goes up to the last `@` before a host.
  { needs: '://', pattern: /:\/\/[^\s:/@"'<>`]{0,100}:([^\s"'<>`]{1,200})@(?=[A-Za-z0-9[])/dg, accepts: (value) => (!/^\d{2,5}(?:\/|$)/.test(value) && !/^[a-z]+$/i.test(value)) || (value.length > 7 && !/^\d+\//.test(value)) },
  // Headers of HTTP (RFC 6750, RFC 7617).
  { needs: 'bearer', opens: /\bbearer["']?,?[ \t]{1,3}["']?[\w.~+/=-]{16}/i, pattern: /\bbearer["']?,?[ \t]{1,3}["']?([\w.~+/=-]{16,2000})/dgi, accepts: hasDigit },
  { needs: 'basic', pattern: /\bbasic[ \t]{1,3}([A-Za-z0-9+/]{8,500}={0,2})/dgi, accepts: (value) => /^[\x20-\x7e]+:[\x20-\x7e]+$/.test(Buffer.from(value, 'base64').toString('latin1')) },
  { beside: /authorization/i, needs: 'token', opens: /\btoken[ \t]{1,3}[\w.~+/=-]{16}/i, pattern: /\btoken[ \t]{1,3}([\w.~+/=-]{16,2000})/dgi, accepts: (value, before) => hasDigit(value) && /authorization["']?\s{0,3}[:=,]\s{0,3}["']?$/i.test(before) },
  // A JSON web token (RFC 7519): both parts begin with `{"` in base64.
  { needs: 'eyj', opens: /eyJ[\w-]{8}/, pattern: /(?<![\w.-])(eyJ[\w-]{8,4000}\.eyJ[\w-]{8,8000}\.[\w-]{8,2000})/dg },
  // Mistral documents no form; TruffleHog's detector and keys seen have 32 letters and digits within 40 characters of the name.
  { needs: 'mistral', pattern: /mistral[^A-Za-z0-9]{0,40}(?:[A-Za-z0-9_.-]{1,24}[^A-Za-z0-9]{1,24}){0,2}(?<![A-Za-z0-9])([A-Za-z0-9]{32})(?![A-Za-z0-9])/dgi, accepts: (value) => /[a-z]/.test(value) && /[A-Z]/.test(value) && hasDigit(value) },
  // SAS's PROC PWENCODE.
  { needs: '{sas', pattern: /(\{(?:sas\d{3}|sasenc)\}[A-Fa-f0-9]{8,400})/dgi },
  // SQL's accounts: Oracle and MySQL, PostgreSQL.
  { needs: 'identified', pattern: /\bidentified\s{1,9}by\s{1,9}(?:values\s{1,9}|password\s{1,9})?["']([^"'\n]{3,128})["']/dgi },
  { needs: 'identified', pattern: /\bidentified\s{1,9}by\s{1,9}(?!values\b|password\b)([^\s"';]{3,128})/dgi, accepts: (_, before) => /\b(?:user|to)\s{1,9}[\w"'`.@%]{1,80}\s{1,9}$/i.test(before) },
  { needs: 'password', pattern: /\b(?:with|encrypted|(?:user|role)\s{1,9}\S{1,60})\s{1,9}password\s{1,9}'([^'\n]{3,200})'/dgi },
  // Oracle's logon: `sqlplus epi/password@prod`.
  { needs: '@', pattern: /\b(?:jdbc:oracle:(?:thin|oci):|(?:connect|conn|sqlplus|sqlldr|expdp|impdp)[\s(]{1,3}(?:-\w{1,3}\s)?)["']?\w{1,60}\/"?([^\s@"'/;]{3,100})"?@/dgi },
  // Stata: `odbc load, … p("…")`, `jdbc connect, … password("…")`.
  { beside: /dbc/i, pattern: /\bp(?:a|as|ass|assw|asswo|asswor|assword)?\(\s{0,3}["']?([^"'\s()`]{3,200})["']?\s{0,3}\)/dgi, accepts: (_, before) => /\b(?:odbc|jdbc)\b/i.test(before) },
  { needs: 'oracle', opens: /\b(?:cx_Oracle|oracledb)\.connect\(/, pattern: new RegExp(`\\b(?:cx_Oracle|oracledb)\\.connect\\(\\s{0,9}${literal}\\s{0,9},\\s{0,9}${secret}`, 'dg') },
  // DBI's arguments by their position: what comes last of three and more strings.
  { needs: 'dbconnect', opens: /\bdbConnect\(/, pattern: new RegExp(`\\bdbConnect\\([^"']{1,120}?,\\s{0,20}(?:(?:${literal}|\\d{1,5}|NULL)\\s{0,20},\\s{0,20}){2,5}${secret}(?=\\s{0,20}(?:[,)]|$))`, 'dg'), accepts: (value) => hasDigit(value) || !/[./\\]/.test(value) },
  // SAS's macro functions around a value, and what PROC PWENCODE is to encode.
  { needs: '%let', pattern: /%let\s{1,9}\w{0,30}(?:password|passwd|pwd|pw|mdp|secret)\w{0,20}\s{0,9}=\s{0,9}%n?r?(?:str|bquote|quote)\(([^);\n]{3,100})\)/dgi },
  { needs: 'pwencode', pattern: /\bpwencode\s[^;]{0,60}?\bin\s?=\s?["']([^"'\n]{3,200})["']/dgi },
  // Stata's macros, which take a value without a sign.
  { needs: 'lo', pattern: /^[ \t]{0,40}(?:loc|local|glo|global)[ \t]{1,9}\w{0,30}(?:password|passwd|pwd|mdp|mot_?de_?passe|secret|pw)\w{0,9}[ \t]{1,9}(?:`?")?([^\s"'`=$]{3,200})"?'?[ \t]{0,9}$/dgim, accepts: (value) => !isFolder(value) },
  // An element of XML, and an entry in settings of .NET's.
  { needs: '</', pattern: /<(?:[\w-]{1,30}[:_.-])?(?:password|passwd|pwd|passphrase|secret|mdp)>([^<>\n]{3,200})<\//dgi },
  { needs: 'value', pattern: /(?:password|passwd|pwd|secret)["']\s{1,5}value\s?=\s?["']([^"'\n]{3,200})["']/dgi },
  // Functions that take a user and a password: httr, httr2, requests, keyring.
  { needs: 'auth', opens: /\b(?:authenticate|HTTP(?:Basic|Digest)Auth|BasicAuth)\(/, pattern: new RegExp(`\\b(?:authenticate|HTTP(?:Basic|Digest)Auth|BasicAuth)\\(\\s{0,9}(?:\\w{1,20}\\s?=\\s?)?${literal}\\s{0,9},\\s{0,9}${secret}`, 'dg') },
  { needs: 'auth', opens: /\bauth\s{0,3}=\s{0,3}\(/, pattern: new RegExp(`\\bauth\\s{0,3}=\\s{0,3}\\(\\s{0,3}${literal}\\s{0,3},\\s{0,3}${secret}`, 'dg') },
  { needs: 'req_auth_basic', opens: /\breq_auth_basic\(/, pattern: new RegExp(`\\breq_auth_basic\\((?:\\s{0,9}[\\w.]{1,40}\\s{0,9},)?\\s{0,9}${literal}\\s{0,9},\\s{0,9}${secret}`, 'dg') },
  { needs: 'req_auth_bearer', opens: /\breq_auth_bearer_token\(/, pattern: new RegExp(`\\breq_auth_bearer_token\\((?:\\s{0,9}[\\w.]{1,40}\\s{0,9},)?\\s{0,9}${secret}`, 'dg') },
  { needs: 'key', opens: /\b(?:key_set_with_value|keyring\.set_password)\(/, pattern: new RegExp(`\\b(?:key_set_with_value|keyring\\.set_password)\\(\\s{0,9}(?:\\w{1,20}\\s?=\\s?)?${literal}\\s{0,9},\\s{0,9}(?:\\w{1,20}\\s?=\\s?)?(?:${literal}|NULL)\\s{0,9},\\s{0,9}${secret}`, 'dg') },
  // Files of PostgreSQL's and of FTP's, and options of MySQL's and of curl's.
  { pattern: /^(?:\*|[A-Za-z][\w.-]{0,100}):(?:\d{4,5}|\*):(?:\*|[A-Za-z]\w{0,60}):(?:\*|[A-Za-z]\w{0,60}):([^\s:]{3,200})$/dgm },
  { needs: 'login', pattern: /\blogin\s{1,9}\S{1,100}\s{1,9}password\s{1,9}(\S{3,200})/dgi },
  { beside: /mysql/i, needs: '-p', pattern: /\s-p([^\s"']{4,100})/dg, accepts: (_, before) => /\bmysql\w*[^\n]*$/i.test(before) },
  { beside: /curl/i, pattern: /(?:\s-u|--user)[ =]{1,3}["']?[^\s:"']{1,80}:([^\s"']{3,100})/dg, accepts: (value, before) => /\bcurl\b/i.test(before) && !/^\d+$/.test(value) },
];

const signed = shapes.map(({ beside, ...shape }) => ({
  ...shape,
  signs: [...(beside ? [signOf(beside)] : []), signOf(shape.opens ?? shape.pattern, shape.needs)],
}));

const statementReach = 400;

/** Credentials told by how they are written, whatever they are assigned to. */
export function* shaped(look: Look): Generator<Hit> {
  const { text } = look;
  for (const { signs, pattern, accepts } of signed) {
    if (!signs.every((sign) => look.has(sign))) continue;
    for (const match of matches(pattern, text)) {
      const [start, end] = match.indices?.[1] ?? [0, 0];
      const value = text.slice(start, end);
      const before = text.slice(Math.max(0, match.index - statementReach), match.index);
      if (!isPlaceholder(value) && accepts?.(value, before) !== false) yield { start, end };
    }
  }
}
