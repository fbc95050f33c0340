import { randomUUID } from 'node:crypto';
import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { AttachmentMatch } from '../../../protocol/panel.ts';
import { inTime } from '../../inTime.ts';
import { schemes } from '../../languageClient.ts';
import { nameOf } from '../names.ts';
import { aFile, aFolder, aRange, changes, columnsOf, delimited, ofEditor, problems, selectedInTerminal, type Choice } from './chosen.ts';
import { hasRepository } from './git.ts';
import { problemsIn } from './problems.ts';
import { bestOf, swapped, type Ranked } from './rank.ts';

/** How many are shown at once: what fits above the composer of a small panel without much scrolling. */
const shownAtMost = 12;

/** How many finds can still be taken: those of the last queries. */
const offeredAtMost = 10 * shownAtMost;

/** How many files of the workspace are looked through; the search of VS Code itself stops at 20,000. */
const filesAtMost = 10_000;

/** For how long the list of files is used, in milliseconds, unless files come or go. */
const fileListLasts = 15_000;

/** How long the extensions of languages may take to name symbols, in milliseconds. */
const patience = 400;

/** Folders that tools fill, beside those that the setting `files.exclude` names. */
const filled = '**/{.git,node_modules,renv,packrat,.venv,venv,__pycache__,.Rproj.user,.quarto,.ipynb_checkpoints}/**';

/** What holds text of a file as it is. */
const refusedAsFile: readonly AttachmentMatch['kind'][] = ['file', 'symbol', 'selection'];

interface Candidate extends Ranked {
  readonly kind: AttachmentMatch['kind'];
  readonly detail: string;
  readonly choose: () => Choice | Promise<Choice>;
  /** Of a file and its columns, and of the document that a symbol or a selection is in. */
  readonly uri?: vscode.Uri;
}

/** Finds what could be attached. */
export class Finder implements vscode.Disposable {
  readonly #offered = new Map<string, Candidate>();
  readonly #subscriptions: vscode.Disposable[];
  readonly #refuses: (uri: vscode.Uri) => Promise<boolean>;
  readonly #refused: (uris: readonly vscode.Uri[]) => Promise<boolean[]>;
  #files: { readonly until: number; readonly list: Promise<readonly vscode.Uri[]> } | undefined;

  /**
   * @param refuses whether the destination is known to refuse a file as it is
   * @param refused which of many it is known to refuse, so far as that can be told at once
   */
  constructor(refuses: (uri: vscode.Uri) => Promise<boolean>, refused: (uris: readonly vscode.Uri[]) => Promise<boolean[]>) {
    this.#refuses = refuses;
    this.#refused = refused;
    const forget = (): void => {
      this.#files = undefined;
    };
    this.#subscriptions = [
      vscode.workspace.onDidCreateFiles(forget),
      vscode.workspace.onDidDeleteFiles(forget),
      vscode.workspace.onDidRenameFiles(forget),
      vscode.workspace.onDidChangeWorkspaceFolders(forget),
    ];
  }

  /** What fits a query, the best first: kinds, open files, then files, folders and symbols. */
  async find(query: string): Promise<AttachmentMatch[]> {
    const editor = vscode.window.activeTextEditor;
    const [general, files, symbols] = await Promise.all([generalOf(editor), query === '' ? [] : this.#filesAndFolders(), symbolsFor(query, editor)]);
    const open = openFiles();
    const others = files.filter(({ kind, name, detail }) => !open.some((each) => each.kind === kind && each.name === name && each.detail === detail));
    // One more, so that the columns of the last file are not cut off that may have to take its place.
    const best = bestOf([...general, ...open, ...symbols, ...others], query, shownAtMost + 1);
    const [ordered, refused] = await Promise.all([this.#columnsFirst(best), this.#refusedOf(best)]);
    return ordered.slice(0, shownAtMost).map((found) => {
      const id = randomUUID();
      this.#offer(id, found);
      const { kind, name, detail } = found;
      return { id, kind, name, detail, ...(refused.has(found) && { refused: true }) };
    });
  }

  /** What can be sent of a data file stands before what cannot. */
  async #columnsFirst(found: readonly Candidate[]): Promise<Candidate[]> {
    const refused = await Promise.all(
      found.map(async ({ kind, uri }, index) => {
        const next = found[index + 1];
        return kind === 'file' && uri !== undefined && next?.kind === 'schema' && next.uri === uri && (await this.#refuses(uri));
      }),
    );
    return swapped(found, refused);
  }

  /** Those that are refused as their file is: of its columns no values go, and of a folder what may not stays behind. */
  async #refusedOf(found: readonly Candidate[]): Promise<ReadonlySet<Candidate>> {
    const bound = found.flatMap((each) => (each.uri !== undefined && refusedAsFile.includes(each.kind) ? [{ each, uri: each.uri }] : []));
    const refused = await this.#refused(bound.map(({ uri }) => uri));
    return new Set(bound.filter((_, index) => refused[index] === true).map(({ each }) => each));
  }

  /** Whoever is quick takes what an earlier query found. */
  #offer(id: string, found: Candidate): void {
    this.#offered.set(id, found);
    const [oldest] = this.#offered.keys();
    if (oldest !== undefined && this.#offered.size > offeredAtMost) this.#offered.delete(oldest);
  }

  /** What was found of late and has this id; undefined where nothing has. */
  async choose(id: string): Promise<Choice | undefined> {
    return this.#offered.get(id)?.choose();
  }

  async #filesAndFolders(): Promise<Candidate[]> {
    const uris = await this.#list();
    const folders = new Map<string, vscode.Uri>();
    for (const uri of uris) {
      const root = vscode.workspace.getWorkspaceFolder(uri)?.uri.path;
      for (let path = dirname(uri.path); root !== undefined && path.length >= root.length && !folders.has(path); path = dirname(path)) {
        folders.set(path, uri.with({ path }));
      }
    }
    return [...uris.flatMap(fileCandidates), ...[...folders.values()].map(folderCandidate)];
  }

  #list(): Promise<readonly vscode.Uri[]> {
    if (this.#files === undefined || this.#files.until < Date.now()) {
      const list = Promise.resolve(vscode.workspace.findFiles('**/*', filled, filesAtMost)).catch(() => []);
      this.#files = { until: Date.now() + fileListLasts, list };
    }
    return this.#files.list;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

/** What is there without a name of its own. */
async function generalOf(editor: vscode.TextEditor | undefined): Promise<Candidate[]> {
  const found: Candidate[] = [];
  const general = (kind: AttachmentMatch['kind'], name: string, detail: string, choose: Candidate['choose'], ...words: string[]): void => {
    found.push({ kind, name, detail, choose, words });
  };
  const uri = editor !== undefined && schemes.includes(editor.document.uri.scheme) ? editor.document.uri : undefined;
  const of = uri === undefined ? '' : nameOf(uri);
  if (editor !== undefined && uri !== undefined && !editor.selection.isEmpty) {
    found.push({ kind: 'selection', name: vscode.l10n.t('Selection'), detail: of, choose: () => ofEditor(editor), words: ['selection'], uri });
  }
  if (uri !== undefined && problemsIn(uri) !== undefined) general('problems', vscode.l10n.t('Problems'), of, () => problems(uri), 'problems', 'errors');
  if (problemsIn() !== undefined) general('problems', vscode.l10n.t('All problems'), '', () => problems(), 'problems', 'errors');
  if (vscode.window.activeTerminal !== undefined) {
    general('terminal', vscode.l10n.t('Terminal selection'), vscode.window.activeTerminal.name, selectedInTerminal, 'terminal');
  }
  if (await hasRepository()) {
    if (uri?.scheme === 'file') general('diff', vscode.l10n.t('Changes'), of, () => changes(uri), 'changes', 'diff', 'git');
    general('diff', vscode.l10n.t('All changes'), '', () => changes(), 'changes', 'diff', 'git');
  }
  for (const folder of vscode.workspace.workspaceFolders ?? []) found.push({ ...folderCandidate(folder.uri), words: ['folder', 'outline', vscode.l10n.t('Folder')] });
  return found;
}

/** The files in the tabs, the active one first. */
function openFiles(): Candidate[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const uris = tabs
    .sort((a, b) => Number(b.isActive) - Number(a.isActive))
    .map(({ input }) => (input instanceof vscode.TabInputText || input instanceof vscode.TabInputNotebook ? input.uri : undefined))
    .filter((uri) => uri !== undefined && schemes.includes(uri.scheme));
  return [...new Map(uris.map((uri) => [uri?.toString(), uri])).values()].flatMap((uri) => (uri === undefined ? [] : fileCandidates(uri)));
}

function fileCandidates(uri: vscode.Uri): Candidate[] {
  const path = nameOf(uri);
  const place = { name: basename(path), detail: path.includes('/') ? dirname(path) : '' };
  const file: Candidate = { kind: 'file', ...place, words: [path], choose: () => aFile(uri), uri };
  if (!delimited.test(uri.path)) return [file];
  return [file, { kind: 'schema', ...place, words: [path, 'columns', 'schema', vscode.l10n.t('Columns')], choose: () => columnsOf(uri), uri }];
}

function folderCandidate(uri: vscode.Uri): Candidate {
  const path = vscode.workspace.asRelativePath(uri, false);
  const isRoot = path === uri.fsPath || path === '';
  return { kind: 'folder', name: `${basename(uri.path)}/`, detail: isRoot || !path.includes('/') ? '' : dirname(path), choose: () => aFolder(uri) };
}

/** Functions and other symbols of the active document, and with a longer query of the workspace. */
async function symbolsFor(query: string, editor: vscode.TextEditor | undefined): Promise<Candidate[]> {
  if (query === '') return [];
  const uri = editor?.document.uri;
  const [own = [], all = []] = await Promise.all([
    uri === undefined ? [] : symbolsBy<(vscode.DocumentSymbol | vscode.SymbolInformation)[]>('vscode.executeDocumentSymbolProvider', uri),
    query.length < 2 ? [] : symbolsBy<vscode.SymbolInformation[]>('vscode.executeWorkspaceSymbolProvider', query),
  ]);
  const candidate = (of: vscode.Uri, name: string, range: vscode.Range): Candidate => ({
    kind: 'symbol',
    name,
    detail: nameOf(of),
    choose: () => aRange(of, range, 'symbol', `${name}, ${nameOf(of)}`),
    uri: of,
  });
  const flat = (symbols: readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[]): Candidate[] =>
    symbols.flatMap((symbol) => {
      if (uri === undefined) return [];
      return 'children' in symbol
        ? [candidate(uri, symbol.name, symbol.range), ...flat(symbol.children)]
        : [candidate(symbol.location.uri, symbol.name, symbol.location.range)];
    });
  const elsewhere = all.filter(({ location }) => schemes.includes(location.uri.scheme) && location.uri.toString() !== uri?.toString());
  return [...flat(own), ...elsewhere.map(({ name, location }) => candidate(location.uri, name, location.range))];
}

function symbolsBy<T>(command: string, argument: unknown): Promise<T | undefined> {
  const asked = Promise.resolve(vscode.commands.executeCommand<T | undefined>(command, argument)).catch(() => undefined);
  return inTime(asked, patience);
}
