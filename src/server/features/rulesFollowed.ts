import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { BackEnd } from '../backEnd.ts';
import type { GhostText } from '../completion/engine.ts';
import type { OpenDocuments } from '../documents.ts';
import { isOneOf } from '../openFiles.ts';
import type { Workspace } from '../policy/workspace.ts';
import type { RulesDiagnostics } from './rulesDiagnostics.ts';

/** What follows the rules when they change. */
export interface RulesFollowers {
  readonly workspace: Workspace;
  readonly documents: OpenDocuments;
  readonly backEnd: BackEnd;
  readonly ghostText: GhostText;
  readonly diagnostics: RulesDiagnostics;
}

/**
 * Lets everything that was worked out by former rules follow the new ones: diagnostics, the shown clearance, and
 * cached ghost text, which the new rules might not have let be asked for. Looks at the rules again whenever a rule file
 * is opened, edited or closed.
 */
export function followRules({ workspace, documents, backEnd, ghostText, diagnostics }: RulesFollowers): void {
  let isRuleFile = isOneOf([]);
  workspace.onDidChange((policy) => {
    isRuleFile = isOneOf(policy.files);
    ghostText.forget();
    backEnd.rulesChanged(policy);
    diagnostics.show(policy);
  });
  const lookAgain = ({ document }: { document: TextDocument }): void => {
    if (isRuleFile(document.uri)) void workspace.now();
  };
  documents.onDidChangeContent(lookAgain);
  documents.onDidClose(lookAgain);
}
