import type { Label } from '../../../protocol/label.ts';

/** What something other than Vigie's own rules says of a file. It only tightens: no source makes a file less sensitive. */
export interface SourceFinding {
  readonly rule: 'ai-ignore' | 'git-attributes' | 'purview';
  readonly label: Label;
  /** A sentence for the person, in the language of the session. */
  readonly reason: string;
  /** The absolute path of the file that says so, and the line, from 1, where it has lines. */
  readonly writtenAt?: { readonly file: string; readonly line: number };
}
