import { lintSource } from '@secretlint/core';
import { creator as recommended } from '@secretlint/secretlint-rule-preset-recommend';
import * as l10n from '@vscode/l10n';
import type { Detector, Hit } from './detector.ts';

/**
 * A name that holds a secret, given a literal text: `password <- "…"`, `dbConnect(…, password = "…")`,
 * `Sys.setenv(X_API_KEY = "…")`, SAS `password="…"`, Python and YAML alike. Secretlint does not look for these.
 */
const assignment =
  /(?:password|passwd|passphrase|\bpwd|mot_?de_?passe|\bmdp|secret|(?:api|access|auth)[_.-]?(?:key|token)|_(?:key|token|pw))["'`\])]*\s*(?:<-|=>|:=|=|:)\s*(["'])([^"'\s]{4,200})\1/gi;

/**
 * A token by that name alone, as REDCap's clients take it: the value must look drawn by lot, since `token = "words"` is
 * ordinary text mining.
 */
const token = /\btoken["'`\])]*\s*(?:<-|=>|:=|=|:)\s*(["'])((?=[^"']*\d)[A-Za-z0-9_-]{16,200})\1/gi;

/** The same in SAS and in SQL connect strings, where the value stands bare: `password=Xy12!` after `user=…`. */
const connectString = /\b(?:user|uid|user_?name)\s*=\s*[^\s;,)]{1,80}[\s;,]+(?:password|pwd|pw)\s*=\s*([^\s;,)"']{4,200})/gi;

/**
 * Values that stand for a secret without being one: placeholders, references to the environment, template
 * expressions, macro variables.
 */
const placeholder =
  /^(?:x{3,}|\*+|\.{3,}|<.*>|\{.*\}|\$.*|&.*|%.*|(?:your|votre|my|mon|ma)[-_ ].*|change[-_]?me|todo|none|null|password|passwd|secret|token|example|exemple|mot_?de_?passe)$/i;

/** Secretlint's recommended rules: the tokens, keys and connection addresses of well-known services. */
const rules = [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: recommended }];

/** Passwords, tokens and keys written into code. */
export const credentials: Detector = {
  rule: 'credentials',
  label: 'secret',
  placeholder: 'SECRET',
  redacts: true,
  reason: () => l10n.t('It holds what reads as a password, a token or a private key.'),
  async detect(text) {
    const hits: Hit[] = [assignment, token]
      .flatMap((pattern) => [...literals(text, pattern, 2)])
      .concat([...literals(text, connectString, 1)]);
    const { messages } = await lintSource({
      source: { content: text, filePath: '/fragment', ext: '', contentType: 'text' },
      options: { config: { rules }, noPhysicFilePath: true },
    });
    for (const { range } of messages) hits.push({ start: range[0], end: range[1] });
    return hits.sort((a, b) => a.start - b.start);
  },
};

function* literals(text: string, pattern: RegExp, group: number): Generator<Hit> {
  for (const match of text.matchAll(pattern)) {
    const value = match[group] ?? '';
    if (!placeholder.test(value)) yield { start: match.index, end: match.index + match[0].length };
  }
}
