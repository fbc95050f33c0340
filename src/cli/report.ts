import * as l10n from '@vscode/l10n';
import { exceeds } from '../protocol/label.ts';
import { labelName } from '../protocol/labelName.ts';
import { ruleWords } from '../protocol/ruleName.ts';
import type { Judged } from './judge.ts';
import { printable, type Paint, type Writer } from './terminal.ts';

/** Prints what was judged, file by file. */
export interface Report {
  /** Whether the file is among what is printed. */
  wants(judged: Judged): boolean;
  add(judged: Judged): void;
  end(): void;
}

/** The files that the destination may not receive: a line for each finding that stands in the way. */
export class TextReport implements Report {
  readonly #out: Writer;
  readonly #paint: Paint;

  constructor(out: Writer, paint: Paint) {
    this.#out = out;
    this.#paint = paint;
  }

  wants({ isAbove }: Judged): boolean {
    return isAbove;
  }

  add({ checked: { path, findings }, clearance, redacted }: Judged): void {
    const above = findings.filter(({ label }) => exceeds(label, clearance));
    for (const { line, column, label, rule, reason } of above) {
      const place = this.#paint.path(`${printable(path)}:${line}:${column}`);
      const note = redacted.has(rule) ? ` ${this.#paint.note(`(${l10n.t('a request would have a placeholder instead')})`)}` : '';
      const why = `${this.#paint.label(labelName(label), label)}, ${printable(ruleWords(rule))}`;
      this.#out.write(`${place}: ${l10n.t('{0}: {1}', why, printable(reason))}${note}\n`);
    }
  }

  end(): void {
    // Each file was printed as it came.
  }
}

/** Every file, as elements of one JSON array. */
export class JsonReport implements Report {
  readonly #out: Writer;
  #isEmpty = true;

  constructor(out: Writer) {
    this.#out = out;
  }

  wants(): boolean {
    return true;
  }

  add({ checked }: Judged): void {
    const element = JSON.stringify(checked, null, 2).replaceAll('\n', '\n  ');
    this.#out.write(`${this.#isEmpty ? '[' : ','}\n  ${element}`);
    this.#isEmpty = false;
  }

  end(): void {
    this.#out.write(this.#isEmpty ? '[]\n' : '\n]\n');
  }
}
