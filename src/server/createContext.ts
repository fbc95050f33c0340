import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { BackEnd } from './backEnd.ts';
import { contextDefaults } from './context/defaults.ts';
import { Context } from './context/gather.ts';
import { Project, type ProgramText } from './context/project.ts';
import type { OpenDocuments } from './documents.ts';
import type { OpenFiles } from './openFiles.ts';
import type { Gate } from './policy/gate.ts';

/** What context is gathered from, and who says where it may go. */
export interface ContextWorld {
  readonly documents: OpenDocuments;
  readonly openFiles: OpenFiles;
  /** The paths of the workspace's folders. */
  readonly folders: () => readonly string[];
  /** What the model is told that a document is called. */
  readonly nameOf: (uri: string) => string;
  readonly gate: Gate;
  readonly backEnd: BackEnd;
  readonly onError: (error: unknown) => void;
}

/** What completions draw on, put together for one session. `filesChanged` is to be told of changes on the disk. */
export function createContext({ documents, openFiles, folders, nameOf, gate, backEnd, onError }: ContextWorld): {
  readonly context: Context;
  readonly filesChanged: () => void;
} {
  const project = new Project({
    open: () => documents.all().map(programOf),
    at: (path) => {
      const document = openFiles.at(path);
      return document && programOf(document);
    },
    folders,
    nameOf,
  });
  const context = new Context({
    project,
    tokens: () => (backEnd.destinationFor('completion').onThisMachine ? contextDefaults.tokensOnThisMachine : contextDefaults.tokens),
    mayGo: async (part) => {
      const alone = { kind: 'completion', context: [part], prefix: [], suffix: [], language: '', maxTokens: 0, stop: [] } as const;
      const preview = await gate.preview(alone, backEnd.destinationFor('completion'));
      return preview.kind === 'send' && preview.withheld.length === 0;
    },
    onError,
  });
  // The first content of a document is told as a change too.
  documents.onDidChangeContent(({ document: { uri } }) => {
    project.note(uri);
  });
  documents.onDidClose(({ document: { uri } }) => {
    project.close(uri);
    context.forget(uri);
  });
  return {
    context,
    filesChanged: () => {
      project.filesChanged();
    },
  };
}

function programOf(document: TextDocument): ProgramText {
  return { uri: document.uri, languageId: document.languageId, text: document.getText() };
}
