import * as l10n from '@vscode/l10n';
import { extname } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Attachment, Problem } from '../../protocol/attachment.ts';
import { exceeds, highest, type Label } from '../../protocol/label.ts';
import type { ServiceName } from '../../protocol/models.ts';
import { decodeText } from '../policy/decodeText.ts';
import { documentPath } from '../policy/documentPath.ts';
import { errorCode } from '../policy/errorCode.ts';
import { fileUri } from '../policy/fileUri.ts';
import { readMarker } from '../policy/marker.ts';
import { pathWithin, resolvePath } from '../policy/path.ts';
import { readBeginning } from '../policy/readBeginning.ts';
import type { Part } from '../policy/request.ts';
import { readFileText } from './attachedFile.ts';
import { filesBelow, tree, type Entry } from './attachedFolder.ts';
import { columnsOf, columnsText, delimited, schemaReach } from './attachedSchema.ts';
import { attachedPart, type Attached, type AttachedExtract, type AttachedText } from './attachmentText.ts';
import { chatDefaults } from './defaults.ts';

/** What attachments are read with. */
export interface AttachmentWorld {
  /** The open document of a URI, or the one at the same path. */
  readonly open: (uri: string) => TextDocument | undefined;
  /** What a person calls a document. */
  readonly nameOf: (uri: string) => string;
  /** The paths of the workspace's folders. */
  readonly folders: () => readonly string[];
  /** The labels of some files by all that speaks for them but their content; undefined where one cannot be known. */
  readonly labelsOf: (uris: readonly string[]) => Promise<readonly (Label | undefined)[]>;
  /** What the place may receive that a question names, or that the settings name. */
  readonly clearance: (service: ServiceName | undefined) => Promise<Label>;
  /** Fulfilled when passages of files that it may not receive would be recognised, or nobody waits for that any more. */
  readonly flaggedRead: (service: ServiceName | undefined) => Promise<void>;
  /** Whether that place may receive a part of a question. */
  readonly mayGo: (part: Part, service: ServiceName | undefined) => Promise<boolean>;
}

/** Reads what a person attached: from the editor where it is open, else from the disk. */
export class AttachmentReader {
  readonly #world: AttachmentWorld;

  constructor(world: AttachmentWorld) {
    this.#world = world;
  }

  /**
   * The texts of an attachment, each with the origin by which it is judged.
   * @param service where they are to go; left out: where the settings say
   * @returns a sentence where it cannot be had, with a way out
   */
  async read(attachment: Attachment, service?: ServiceName): Promise<readonly Attached[] | string> {
    switch (attachment.kind) {
      case undefined:
      case 'document':
        return listed(await this.#document(attachment));
      case 'folder':
        return listed(await this.#outline(attachment.uri, service));
      case 'schema':
        return listed(await this.#schema(attachment.uri));
      case 'problems':
        return attachment.files.map(({ uri, problems }) => this.#problems(uri, problems));
      case 'terminal':
        return [{ title: 'Text from the terminal', languageId: '', text: attachment.text, origin: { kind: 'terminal' } }];
      case 'diff':
        return this.#withoutOthers(attachment.files.map((file) => this.#diff(file)), service);
    }
  }

  /**
   * The texts of several attachments, to be asked about. Which files of one may go is known only once the flagged ones
   * are read; the gate would wait for that too, and refuse the whole question then.
   * @param service as for `read`
   * @returns a sentence where one of them cannot be had
   */
  async readAll(attachments: readonly Attachment[], service?: ServiceName): Promise<readonly Attached[] | string> {
    if (attachments.some((each) => each.kind === 'diff' && each.files.length > 1)) await this.#world.flaggedRead(service);
    const read = await Promise.all(attachments.map((each) => this.read(each, service)));
    return read.find((each) => typeof each === 'string') ?? read.flatMap((each) => (typeof each === 'string' ? [] : each));
  }

  async #document({ uri, range }: { uri: string; range?: AttachedText['range'] }): Promise<AttachedText | string> {
    const name = this.#world.nameOf(uri);
    const open = this.#world.open(uri);
    const read = open === undefined ? await readFileText(uri, name) : { text: open.getText(), languageId: open.languageId };
    if (typeof read === 'string') return read;
    const { languageId } = read;
    const bytes = 'bytes' in read ? { bytes: read.bytes } : {};
    if (range === undefined) return { uri, name, ...read };
    const document = open ?? TextDocument.create(uri, languageId, 0, read.text);
    if ('bytes' in read && range.end.line >= document.lineCount - 1) {
      return l10n.t('{0} is too long for Vigie to read those lines of it. Open it in the editor and select them.', name);
    }
    const start = Math.min(document.offsetAt(range.start), document.offsetAt(range.end));
    return { uri, name, languageId, text: document.getText(range), range, document: { text: read.text, start }, ...bytes };
  }

  async #schema(uri: string): Promise<AttachedExtract | string> {
    const name = this.#world.nameOf(uri);
    const beginning = await this.#beginningOf(uri, name);
    if (typeof beginning === 'string') return beginning;
    const columns = columnsOf(beginning.text, name);
    if (typeof columns === 'string') return columns;
    const title = `Columns of the data file ${name}, with their types; no values`;
    return { title, languageId: '', text: columnsText(columns), origin: { kind: 'schema', uri } };
  }

  async #beginningOf(uri: string, name: string): Promise<{ readonly text: string } | string> {
    const document = documentPath(uri);
    const path = document.kind === 'file' ? document.paths[0] : document.name;
    if (!delimited.includes(extname(path).toLowerCase())) {
      return l10n.t('Vigie reads the columns of CSV and other delimited text only, so not of {0}.', name);
    }
    const open = this.#world.open(uri);
    if (open !== undefined) return { text: open.getText().slice(0, schemaReach) };
    if (document.kind !== 'file') return l10n.t('{0} is not open in an editor that Vigie can read. Open it as text and ask again.', name);
    try {
      return { text: decodeText(await readBeginning(await resolvePath(path), schemaReach)) };
    } catch (error) {
      return l10n.t('{0} cannot be read ({1}). Open it in the editor, or remove it from the question.', name, errorCode(error) ?? 'error');
    }
  }

  async #outline(uri: string, service: ServiceName | undefined): Promise<AttachedExtract | string> {
    const { nameOf, folders, labelsOf, clearance } = this.#world;
    const document = documentPath(uri);
    const name = nameOf(uri) || '.';
    if (document.kind !== 'file') return l10n.t('{0} is no folder of this machine, so its files cannot be named.', name);
    try {
      const folder = await resolvePath(document.paths[0]);
      const roots = await Promise.all(folders().map((root) => resolvePath(root).catch(() => root)));
      const root = roots.find((each) => each === folder || pathWithin(each, folder) !== undefined) ?? folder;
      const { files, more } = await filesBelow(folder, root);
      const uris = files.map(({ path }) => fileUri(path));
      const [labels, bound] = await Promise.all([labelsOf(uris), clearance(service)]);
      const mayGo = (_: unknown, index: number): boolean => {
        const label = labels[index];
        return label !== undefined && !exceeds(label, bound);
      };
      const named = files.filter(mayGo);
      if (named.length === 0 && files.length > 0) {
        return l10n.t('This destination may not receive the name of any file in {0}.', name);
      }
      return {
        title: `Files in the folder ${name}, without those that git ignores`,
        languageId: '',
        text: outlineText(named, files.length - named.length, more),
        origin: { kind: 'outline', uri, files: uris.filter(mayGo) },
      };
    } catch (error) {
      return l10n.t('The folder {0} cannot be read ({1}). Remove it from the question.', name, errorCode(error) ?? 'error');
    }
  }

  /**
   * Several files of one attachment: what may not go stays behind, as long as anything of it may go. Where nothing may,
   * all of it is asked for, and refused.
   */
  async #withoutOthers(files: readonly (AttachedExtract & { readonly name: string })[], service: ServiceName | undefined): Promise<AttachedExtract[]> {
    const mayGo = (file: AttachedExtract): Promise<boolean> => this.#world.mayGo(attachedPart(file, chatDefaults.attachmentCharacters), service);
    const may = files.length < 2 ? [] : await Promise.all(files.map(mayGo));
    const some = may.includes(true);
    return files.map(({ name, ...file }, index) => (some && may[index] === false ? { ...file, staysBehind: name } : file));
  }

  #problems(uri: string, problems: readonly Problem[]): AttachedExtract {
    const document = this.#world.open(uri);
    const text = [...problems]
      .sort((a, b) => a.range.start.line - b.range.start.line)
      .map(({ range, severity, message, source }) => `line ${range.start.line + 1}: ${severity}${source === undefined ? '' : ` (${source})`}: ${message}`)
      .join('\n');
    return {
      title: `Problems that the editor shows in ${this.#world.nameOf(uri)}`,
      languageId: '',
      text,
      origin: { kind: 'document', uri },
      ...(document && { about: { uri, text: document.getText() } }),
    };
  }

  #diff({ uri, formerUri, text }: { uri: string; formerUri?: string | undefined; text: string }): AttachedExtract & { name: string } {
    const document = this.#world.open(uri);
    const name = this.#world.nameOf(uri);
    const own = labelOfChanged(text);
    const label = keepsOutputs(uri, formerUri) ? highest(['sensitive', ...(own === undefined ? [] : [own])]) : own;
    return {
      name,
      title: `Changes of ${name} since the last commit`,
      languageId: 'diff',
      text,
      origin: { kind: 'document', uri: formerUri === undefined ? uri : bothNames(uri, formerUri) },
      ...(document && { about: { uri, text: document.getText() } }),
      ...(label && { label }),
    };
  }
}

function listed<T>(read: T | string): T[] | string {
  return typeof read === 'string' ? read : [read];
}

function outlineText(named: readonly Entry[], hidden: number, more: number | 'some'): string {
  return [
    tree(named.map(({ below }) => below)),
    ...(hidden === 0 ? [] : [`(${hidden} not named: this destination may not receive their names)`]),
    ...(more === 0 ? [] : [more === 'some' ? '(and others)' : `(and ${more} others)`]),
  ].join('\n');
}

/**
 * A document of git under its name of today that was another before, spelt as VS Code's git extension spells such a
 * one: the rules for both names hold for it.
 */
function bothNames(uri: string, formerUri: string): string {
  const [now, former] = [documentPath(uri), documentPath(formerUri)];
  if (now.kind !== 'file' || former.kind !== 'file') return uri;
  return `${fileUri(now.paths[0]).replace(/^file:/, 'git:')}?${encodeURIComponent(JSON.stringify({ path: former.paths[0], ref: '' }))}`;
}

/** Whether a file is a notebook: it keeps what its code printed, rows of data among it, and a diff shows that too. */
function keepsOutputs(...uris: readonly (string | undefined)[]): boolean {
  return uris.some((uri) => uri !== undefined && /\.ipynb$/i.test(uri.replace(/[?#].*$/, '')));
}

/** The label that lines of a diff give their file by a marker, also where that was taken away since. */
function labelOfChanged(diff: string): Label | undefined {
  const lines = diff.split(/\r\n|\r|\n/);
  const first = lines.findIndex((line) => line.startsWith('@@'));
  // Behind the header of the first hunk stands the beginning of the file, if that is where the change is.
  if (!/^@@ -[01](?:,\d+)? /.test(lines[first] ?? '')) return undefined;
  return readMarker(lines.slice(first + 1).map((line) => line.slice(1)).join('\n'))?.label;
}
