import * as z from 'zod';
import { URI } from 'vscode-uri';

/** The other document that this one is a view of, as a URI; undefined where it is none or does not say. */
export function wrappedDocument(uri: URI): string | undefined {
  switch (uri.scheme) {
    // An entry of the editor's local history names the file that it is an old state of
    // (LocalHistoryFileSystemProvider.toLocalHistoryFileSystem).
    case 'vscode-local-history':
      return fromQuery(uri, localHistory)?.associatedResource;
    // What is on the disk, beside an editor with changes (TextFileContentProvider.resourceToTextFile); one side of a
    // merge conflict (merge-conflict/src/contentProvider.ts); a document before or after an edit by the editor's own
    // chat (ChatEditingSnapshotTextModelContentProvider).
    case 'conflictResolution':
    case 'showModifications':
    case 'merge-conflict.conflict-diff':
    case 'chat-editing-snapshot-text-model': {
      const original = fromQuery(uri, changedScheme);
      if (original === undefined) return undefined;
      const { scheme, authority = uri.authority, query = '' } = original;
      return asText(() => uri.with({ scheme, authority, query, fragment: '' }));
    }
    // A document as a refactoring would leave it (BulkEditPreviewProvider.asPreviewUri).
    case 'vscode-bulkeditpreview-editor':
      return uri.query === '' ? undefined : uri.query;
    default:
      return undefined;
  }
}

const localHistory = z.object({ associatedResource: z.string().min(1) });

const changedScheme = z.object({
  scheme: z.string().min(1),
  authority: z.string().optional(),
  query: z.string().optional(),
});

function fromQuery<T>(uri: URI, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(uri.query)).data;
  } catch {
    return undefined;
  }
}

/** A query can name what is no scheme, and then there is no such document. */
function asText(make: () => URI): string | undefined {
  try {
    return make().toString();
  } catch {
    return undefined;
  }
}
