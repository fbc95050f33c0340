import assert from 'node:assert/strict';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Label } from '../../../src/protocol/label.ts';
import type { Kin } from '../../../src/server/policy/byKinship.ts';
import { FlaggedFiles, type FlaggedReader } from '../../../src/server/policy/flaggedFiles.ts';
import type { ReadingFailure } from '../../../src/server/policy/reading.ts';
import { freshFolder } from '../../support/folder.ts';
import { policyOver } from '../../support/policy.ts';

/** A reader that remembers what it was told. */
class NotingReader implements FlaggedReader {
  readonly highestUnread = 'public';
  readonly changed = (): Promise<void> => new Promise(() => undefined);
  failure: ReadingFailure | undefined;
  readonly told: { flagged: Kin[]; programs: string[]; news: Label }[] = [];
  readonly forgotten: string[] = [];

  refresh(flagged: Iterable<Kin>, programs: Iterable<string>, news: Label): Promise<void> {
    this.told.push({ flagged: [...flagged], programs: [...programs], news });
    return Promise.resolve();
  }

  forget(path: string): void {
    this.forgotten.push(path);
  }
}

describe('FlaggedFiles', () => {
  const folder = freshFolder();
  let reader: NotingReader;
  let files: FlaggedFiles;
  const at = (name: string) => join(folder.path, name);
  const flaggedNow = () => (reader.told.at(-1)?.flagged ?? []).map(({ path, label }) => [path, label]);

  beforeEach(async () => {
    folder.write({
      'data/a.csv': 'x',
      'data/open/b.csv': 'x',
      '.env': 'x',
      'R/a.R': 'x',
      'R/flagged.R': '# vigie: sensitive',
      'node_modules/c.csv': 'x',
      '.vigie.json': '{"files":[{"paths":["data/open/**"],"label":"public","reason":"Published"}]}',
    });
    const { workspace, labeller } = policyOver(folder.path, {
      readHead: (path) => (path.endsWith('flagged.R') ? '# vigie: sensitive' : ''),
    });
    reader = new NotingReader();
    files = new FlaggedFiles(workspace, labeller, reader);
    await files.refresh();
  });

  it('has the flagged files of the folders read, not those that tools fill', () => {
    assert.deepEqual(
      flaggedNow().sort(),
      [
        [at('.env'), 'secret'],
        [at('R/flagged.R'), 'sensitive'],
        [at('data/a.csv'), 'sensitive'],
      ],
    );
    assert.deepEqual(reader.told[0]?.programs, [at('R/a.R')]);
  });

  it('follows files that are written and deleted', async () => {
    folder.write({ 'data/new.csv': 'x' });
    await files.look([at('data/new.csv')]);
    assert.equal(flaggedNow().length, 4);
    rmSync(at('data/a.csv'));
    await files.look([at('data/a.csv')]);
    assert.deepEqual(reader.forgotten, [at('data/a.csv')]);
    assert.equal(flaggedNow().length, 3);
  });

  it('follows folders that are renamed', async () => {
    renameSync(at('data'), at('donnees'));
    await files.look([at('data'), at('donnees')]);
    const paths = flaggedNow().map(([path]) => path);
    assert.ok(paths.includes(at('donnees/a.csv')) && !paths.includes(at('data/a.csv')));
  });

  it('drops what a new rule unflags, and takes what it flags', async () => {
    folder.write({
      '.vigie.json': JSON.stringify({
        files: [
          { paths: ['data/a.csv'], label: 'public', reason: 'Published' },
          { paths: ['R/a.R'], label: 'sensitive', reason: 'Keys' },
        ],
      }),
    });
    await files.refresh();
    const paths = flaggedNow().map(([path]) => path);
    assert.deepEqual(paths.sort(), [at('.env'), at('R/a.R'), at('R/flagged.R'), at('data/open/b.csv')]);
    assert.deepEqual(reader.forgotten, [at('data/a.csv')]);
  });

  it('bothers the reader with nothing that is not news to it', async () => {
    await files.look([at('R/a.R')]);
    assert.equal(reader.told.length, 1);
    await files.look([at('data/a.csv')]);
    assert.equal(reader.told.length, 1, 'it was opened and is what it was');
    folder.write({ 'data/a.csv': 'other' });
    await files.look([at('data/a.csv')]);
    assert.equal(reader.told.at(-1)?.news, 'sensitive');
    await files.refresh();
    assert.equal(reader.told.length, 2);
    reader.failure = { cause: 'EACCES', folder: '/k' };
    await files.look([at('R/a.R')]);
    assert.equal(reader.told.length, 3, 'a reader that failed is asked again');
    assert.equal(reader.told.at(-1)?.news, 'public');
  });
});
