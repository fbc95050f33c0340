import { stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import * as l10n from '@vscode/l10n';
import type { ClientCapabilities, Connection, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { exceeds } from '../../protocol/label.ts';
import { markRequest } from '../../protocol/messages.ts';
import { markParamsSchema, type MarkResult } from '../../protocol/mark.ts';
import { maximumRulesBytes } from '../../protocol/rules.ts';
import type { Finding } from '../../protocol/verdict.ts';
import type { OpenFiles } from '../openFiles.ts';
import { presumed } from '../policy/byPath.ts';
import { errorCode } from '../policy/errorCode.ts';
import type { Labeller } from '../policy/labeller.ts';
import type { MatchedRule, PolicyNow } from '../policy/policyNow.ts';
import { readBeginning } from '../policy/readBeginning.ts';
import { addPath, changeBetween, patternFor, removePath, type RulesEdit } from '../policy/rules/edit.ts';
import type { Workspace, WorkspaceNow } from '../policy/workspace.ts';
import { knownContent } from './knownContent.ts';
import { markTarget, type MarkTarget } from './markTarget.ts';
import {
  alreadyFlagged,
  cannotUnmark,
  internalRule,
  openedThoughItHolds,
  openedUnread,
  opensThoughItHolds,
  opensUnread,
  placeOfRule,
  sensitiveRule,
  staysFlagged,
  staysUnread,
} from './markWords.ts';

/** What marking needs of the rest of the server. */
export interface MarkingWorld {
  readonly connection: Connection;
  readonly capabilities: ClientCapabilities;
  readonly workspace: Workspace;
  readonly labeller: Labeller;
  readonly openFiles: OpenFiles;
}

/** A rule file as the editor shows it, or as it is on the disk; without a text where there is none yet. */
interface RulesText {
  readonly uri: string;
  readonly version: number | null;
  readonly text: string | undefined;
}

/** What is to be written, and what to say once it is. */
interface Planned {
  readonly rules: RulesText;
  readonly edit: Extract<RulesEdit, { kind: 'edited' }>;
  readonly message: string;
  /** The data file of which it says that it is not sensitive, whatever that holds; undefined for all else. */
  readonly opens?: MarkTarget;
}

/** Why a person is asked before a data file is opened, in sentences for them. */
interface Doubt {
  readonly question: string;
  /** What is said once they have confirmed it, and it is done. */
  readonly opened: string;
}

/** Marks files as sensitive by rules in their folder's `.vigie.json`, and takes such marks off again. */
export class Marking {
  readonly #world: MarkingWorld;
  /** Marks are written one after the other: two may concern one rule file. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(world: MarkingWorld) {
    this.#world = world;
    world.connection.onRequest(markRequest, (params: unknown) => {
      const { uri, sensitive, confirmed } = markParamsSchema.parse(params);
      const marked = this.#last.then(() => this.#mark(uri, sensitive, confirmed));
      this.#last = marked.catch(() => undefined);
      return marked;
    });
  }

  /** The edit that marks a document as sensitive; undefined where it is flagged already, or no rule can name it. */
  async offer(uri: string): Promise<WorkspaceEdit | undefined> {
    const planned = await this.#plan(uri, true);
    return 'done' in planned ? undefined : this.#workspaceEdit(planned);
  }

  async #mark(uri: string, sensitive: boolean, confirmed: boolean): Promise<MarkResult> {
    const planned = await this.#plan(uri, sensitive);
    if ('done' in planned) return planned;
    const doubt = planned.opens && (await this.#doubtAbout(planned.opens));
    if (doubt === undefined) return this.#write(planned);
    if (!confirmed) return { done: false, message: doubt.question, toConfirm: true };
    return this.#write({ ...planned, message: doubt.opened });
  }

  async #write(planned: Planned): Promise<MarkResult> {
    const { connection, capabilities, workspace } = this.#world;
    const { rules, edit, message } = planned;
    const place = { uri: rules.uri, ...(edit.line !== undefined && { line: edit.line }) };
    if (capabilities.workspace?.applyEdit !== true) {
      return { done: false, message: l10n.t('This editor lets no server change files. Change {0} by hand.', rules.uri), rules: place };
    }
    // A client that does not know the request answers nothing, whatever it promised.
    const answer = (await connection.workspace.applyEdit({ label: message, edit: this.#workspaceEdit(planned) })) as { applied: boolean } | null;
    if (answer?.applied !== true) {
      return { done: false, message: l10n.t('The editor did not take the change of .vigie.json. Try again.'), rules: place };
    }
    void workspace.now();
    return { done: true, message, rules: place };
  }

  async #plan(uri: string, sensitive: boolean): Promise<Planned | MarkResult> {
    const { workspace, labeller } = this.#world;
    const now = await workspace.now();
    const target = await markTarget(uri, now);
    if (typeof target === 'string') return { done: false, message: target };
    let rules: RulesText;
    try {
      rules = await this.#read(target.rulesFile);
    } catch (error) {
      return { done: false, message: l10n.t('The rule file cannot be read ({0}). Check its permissions and encoding.', errorCode(error) ?? 'UTF-8') };
    }
    // What a folder is marked with holds for the files in it, not for the folder.
    let found: readonly Finding[] = [];
    try {
      if (!target.isFolder) found = (await labeller.labelOrigin({ kind: 'document', uri }, now)).findings;
    } catch (error) {
      if (!sensitive) return { done: false, message: staysUnread(target.name, errorCode(error) ?? 'I/O') };
    }
    const flagging = found.filter(({ label }) => exceeds(label, 'internal'));
    return sensitive ? planMark(target, rules, flagging) : planUnmark(target, rules, flagging, now, workspace.trusted);
  }

  /** What a data file holds that no rule about it can open, or that nobody can tell what it holds. */
  async #doubtAbout({ name, resolved }: MarkTarget): Promise<Doubt | undefined> {
    const { labeller, openFiles, workspace } = this.#world;
    const text = await knownContent(resolved, openFiles.at(resolved)?.getText());
    if (text === undefined) return { question: opensUnread(name), opened: openedUnread(name) };
    const { detected } = await labeller.judgeText(text, { name: pathToFileURL(resolved).href }, await workspace.now());
    const held = detected.flatMap(({ findings }) => findings).find(({ label }) => exceeds(label, 'internal'));
    return held && { question: opensThoughItHolds(name, held), opened: openedThoughItHolds(name, held) };
  }

  /** @throws where the file exists and cannot be read; TypeError where it is not UTF-8. */
  async #read(file: string): Promise<RulesText> {
    const open = this.#world.openFiles.at(file);
    if (open !== undefined) return { uri: open.uri, version: open.version, text: open.getText() };
    const uri = pathToFileURL(file).href;
    const exists = await stat(file).then(
      () => true,
      (error: unknown) => {
        if (errorCode(error) === 'ENOENT') return false;
        throw error;
      },
    );
    if (!exists) return { uri, version: null, text: undefined };
    // One byte more than may be makes a file that is too large a broken one.
    const bytes = await readBeginning(file, maximumRulesBytes + 1);
    return { uri, version: null, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  }

  #workspaceEdit({ rules: { uri, version, text }, edit }: Planned): WorkspaceEdit {
    const { workspace } = this.#world.capabilities;
    const change = changeBetween(text ?? '', edit.text);
    const document = TextDocument.create(uri, 'jsonc', 0, text ?? '');
    const range = { start: document.positionAt(change.start), end: document.positionAt(change.end) };
    const edits = [{ range, newText: change.text }];
    if (workspace?.workspaceEdit?.documentChanges !== true) return { changes: { [uri]: edits } };
    const textEdit: TextDocumentEdit = { textDocument: { uri, version }, edits };
    const creates = text === undefined && workspace.workspaceEdit.resourceOperations?.includes('create') === true;
    return { documentChanges: creates ? [{ kind: 'create', uri, options: { ignoreIfExists: true } }, textEdit] : [textEdit] };
  }
}

function planMark({ name, path, isFolder }: MarkTarget, rules: RulesText, flagging: readonly Finding[]): Planned | MarkResult {
  // What is only presumed, a rule may lift, and the organisation may presume less: who marks a file wants it to last.
  const finding = flagging.find(({ rule }) => rule !== 'data-file');
  if (finding !== undefined) return alreadyFlagged(name, finding);
  const { pattern } = patternFor(path, isFolder);
  const opened = rules.text === undefined ? undefined : removePath(rules.text, pattern, internalRule());
  const edit = addPath(opened?.kind === 'edited' ? opened.text : rules.text, pattern, sensitiveRule());
  if (edit.kind === 'broken') return brokenRules(rules, edit);
  if (edit.text === rules.text) {
    return { done: false, message: l10n.t('{0} is marked already.', name), rules: { uri: rules.uri, line: edit.line ?? 1 } };
  }
  return { rules, edit, message: l10n.t('{0} is marked as sensitive.', name) };
}

function planUnmark(
  target: MarkTarget,
  rules: RulesText,
  flagging: readonly Finding[],
  { policy }: WorkspaceNow,
  trusted: boolean,
): Planned | MarkResult {
  const { name, path, isFolder } = target;
  const { pattern, exact } = patternFor(path, isFolder);
  const unmarked = rules.text === undefined ? undefined : removePath(rules.text, pattern, sensitiveRule());
  if (unmarked?.kind === 'broken') return brokenRules(rules, unmarked);
  if (unmarked !== undefined) {
    const isMark = ({ writtenAt }: Pick<Finding, 'writtenAt'>): boolean => writtenAt?.uri === rules.uri && writtenAt.line === unmarked.lineBefore;
    const others = flagging.filter((finding) => !isMark(finding));
    const stays = [...others, ...presumedWithout(isMark, target, policy)].map((finding) => staysFlagged(name, finding)).slice(0, 1);
    return { rules, edit: unmarked, message: [l10n.t('The mark is off {0}.', name), ...stays].join(' ') };
  }
  const [finding] = flagging.toSorted((a, b) => Number(a.rule === 'data-file') - Number(b.rule === 'data-file'));
  if (finding === undefined) return { done: false, message: l10n.t('{0} is not marked as sensitive.', name) };
  if (finding.rule !== 'data-file') return cannotUnmark(name, finding);
  const reason = presumptionStands(name, { exact, trusted, locked: policy.presumptions === 'locked' });
  if (reason !== undefined) return { done: false, message: reason, ...placeOfRule(finding) };
  const edit = addPath(rules.text, pattern, internalRule());
  if (edit.kind === 'broken') return brokenRules(rules, edit);
  return { rules, edit, opens: target, message: l10n.t('{0} counts as internal now: a data file that is not sensitive.', name) };
}

/** The presumption that a mark stood before, and that holds again without it unless another rule lifts it. */
function presumedWithout(isMark: (rule: MatchedRule) => boolean, { name, resolved }: MarkTarget, policy: PolicyNow): Pick<Finding, 'label' | 'reason'>[] {
  const others = policy.rulesFor(resolved, resolved).filter((rule) => !isMark(rule));
  if (others.some(({ liftsPresumption }) => liftsPresumption)) return [];
  return [...presumed([resolved], { name }).findings, ...others].filter(({ rule }) => rule === 'data-file');
}

/** Why no rule of the workspace may open a data file, if there is such a reason. */
function presumptionStands(name: string, { exact, trusted, locked }: { exact: boolean; trusted: boolean; locked: boolean }): string | undefined {
  if (locked) return l10n.t('{0} stays sensitive: your organisation lets no workspace say that a data file is open.', name);
  if (!trusted) return l10n.t('{0} stays sensitive: the rules of a workspace that you do not trust can only be stricter.', name);
  if (!exact) return l10n.t('{0} has a character in its name that no rule can spell, and a rule that opens more files is not written. Rename it.', name);
  return undefined;
}

function brokenRules({ uri }: RulesText, { problem }: Extract<RulesEdit, { kind: 'broken' }>): MarkResult {
  const message = l10n.t('Nothing was changed, since .vigie.json is broken in line {0}: {1} Mend it first.', problem.line, problem.message);
  return { done: false, message, rules: { uri, line: problem.line } };
}
