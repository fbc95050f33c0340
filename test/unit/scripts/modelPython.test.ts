import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { findPython } from '../../../scripts/model/python.mjs';
import { freshFolder } from '../../support/folder.ts';

describe('looking for Python', () => {
  const folder = freshFolder();

  beforeEach(function () {
    // A shell script stands in for Python.
    if (process.platform === 'win32') this.skip();
  });

  /** A program that answers as a Python of that version does. */
  function fakePython(name: string, answer: string): [string] {
    folder.write({ [name]: `#!/bin/sh\n${answer}\n` });
    const path = join(folder.path, name);
    chmodSync(path, 0o755);
    return [path];
  }

  it('takes the first that is recent enough', async () => {
    const old = fakePython('old', `echo '["/opt/old", 3, 9]'`);
    const recent = fakePython('recent', `echo '["/opt/recent", 3, 10]'`);
    const later = fakePython('later', `echo '["/opt/later", 3, 14]'`);
    assert.deepEqual(await findPython([old, recent, later]), {
      command: recent[0],
      args: [],
      executable: '/opt/recent',
    });
  });

  it('passes over a missing command, a Python 2 and a shop front that only prints an advertisement', async () => {
    const two = fakePython('two', `echo 'SyntaxError' >&2; exit 1`);
    const shop = fakePython('shop', `echo 'Python was not found; run without arguments to install'`);
    assert.equal(await findPython([[join(folder.path, 'absent')], two, shop]), undefined);
  });
});
