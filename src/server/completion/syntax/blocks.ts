/**
 * Blocks that words begin and end, as brackets do elsewhere: the steps, loops and macros of SAS (Language Reference:
 * `DATA`, `PROC`, `DO`, `SELECT`, `%MACRO`; `RUN`, `QUIT`, `END`, `%MEND`), and what Stata ends with `end` (manuals:
 * [P] program, [M-1] interactive, [D] input).
 */
const words: Readonly<Record<string, { readonly begin: RegExp; readonly end: RegExp; readonly step?: RegExp }>> = {
  sas: {
    begin: /(?:^|;)\s*(?:data\b(?!\s*=)|proc\s|%macro\s|select\s*[(;]|(?:[^;]*\s)?%?do\b(?=\s*(?:;|while\b|until\b|over\b|[\w&]+\s*=)))/gi,
    end: /(?:^|;)\s*(?:run|quit|end|%end|%mend)\b[^=;]*;/gi,
    step: /^\s*(?:data\b(?!\s*=)|proc\s|%macro\s)/i,
  },
  stata: {
    begin: /^\s*(?:cap(?:ture)?\s+)?(?:qui(?:etly)?\s+)?(?:program\s+(?!drop|dir|list)(?:define\s+)?\w|mata\s*:?\s*$|input\s+\w)/gi,
    end: /^\s*end\s*$/gi,
  },
};

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** @returns how many more blocks a line of code begins than it ends; 0 in languages without such words. */
export function blocksOpened(line: string, language: string): number {
  const known = words[language];
  return known === undefined ? 0 : count(line, known.begin) - count(line, known.end);
}

/** Whether a line is what ends a block: `run;`, `quit;`, `end;`, `%mend rates;`, in Stata `end`. */
export function endsBlock(line: string, language: string): boolean {
  const known = words[language];
  return known !== undefined && line.replace(known.end, '').trim() === '' && line.trim() !== '';
}

/** Whether a line begins a step of SAS, which ends any step before it, `run;` or not. */
export function beginsStep(line: string, language: string): boolean {
  return words[language]?.step?.test(line) === true;
}
