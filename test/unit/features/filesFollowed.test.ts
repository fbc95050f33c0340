import assert from 'node:assert/strict';
import { FileChangeType } from 'vscode-languageserver/node';
import { createDocuments } from '../../../src/server/documents.ts';
import { followFiles } from '../../../src/server/features/filesFollowed.ts';
import { FlaggedFiles } from '../../../src/server/policy/flaggedFiles.ts';
import { noKinship } from '../../../src/server/policy/byKinship.ts';
import { fileUri } from '../../../src/server/policy/fileUri.ts';
import { DirectConnection } from '../../support/directConnection.ts';
import { freshFolder } from '../../support/folder.ts';
import { policyOver } from '../../support/policy.ts';

describe('files that are followed', () => {
  const folder = freshFolder();

  it('are told of under every name that they may be known by', async () => {
    const editor = new DirectConnection();
    const { workspace, labeller } = policyOver(folder.path);
    const flagged = new FlaggedFiles(workspace, labeller, { ...noKinship, refresh: () => Promise.resolve(), forget: () => undefined });
    const told: string[] = [];
    followFiles({
      connection: editor.connection,
      documents: createDocuments(() => undefined),
      workspace,
      flagged,
      filesChanged: (uris) => {
        told.push(...uris);
      },
      labelsChanged: () => undefined,
    });
    editor.call('watchedFiles', { changes: ['file:///study/b%20(copy).R', 'file:///study/c.R'].map((uri) => ({ uri, type: FileChangeType.Changed })) });
    assert.deepEqual(told, ['file:///study/b%20(copy).R', fileUri('/study/b (copy).R'), 'file:///study/c.R']);
    await flagged.close();
  });
});
