import assert from 'node:assert/strict';
import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import { mayBeShortName, plainPath } from '../../../src/server/policy/plainPath.ts';

describe('plainPath', () => {
  const windows = { platform: 'win32', host: 'POSTE-17' } as const;
  const linux = { platform: 'linux', host: 'poste-17' } as const;
  const mac = { platform: 'darwin', host: 'poste-17' } as const;

  const onWindows: [string, string | undefined][] = [
    ['C:\\p\\a.csv', 'C:\\p\\a.csv'],
    ['c:/p/a.csv', 'C:\\p\\a.csv'],
    ['c:\\p\\\\x\\..\\.\\a.csv', 'C:\\p\\a.csv'],
    ['C:\\..\\..\\a.csv', 'C:\\a.csv'],
    ['C:\\', 'C:\\'],
    ['C:\\p\\', 'C:\\p'],
    ['C:\\p\\a.csv...', 'C:\\p\\a.csv'],
    ['C:\\p\\a.csv . ', 'C:\\p\\a.csv'],
    ['C:\\p\\a.csv::$DATA', 'C:\\p\\a.csv'],
    ['C:\\p\\a.csv:stream', 'C:\\p\\a.csv'],
    ['C:\\p\\a.csv:stream:$DATA', 'C:\\p\\a.csv'],
    ['C:\\p\\a.csv.:stream', 'C:\\p\\a.csv'],
    ['\\\\?\\C:\\p\\a.csv', 'C:\\p\\a.csv'],
    ['\\\\?\\UNC\\server\\share\\a.csv', '\\\\server\\share\\a.csv'],
    ['\\\\?\\unc\\server\\share\\a.csv', '\\\\server\\share\\a.csv'],
    ['\\\\server\\share\\d\\..\\a.csv', '\\\\server\\share\\a.csv'],
    ['//server/share/a.csv', '\\\\server\\share\\a.csv'],
    ['\\\\localhost\\c$\\p\\a.csv', 'C:\\p\\a.csv'],
    ['\\\\127.0.0.1\\D$\\a.csv', 'D:\\a.csv'],
    ['\\\\poste-17.agence.example\\c$\\a.csv', 'C:\\a.csv'],
    ['\\\\?\\UNC\\LOCALHOST\\C$\\a.csv', 'C:\\a.csv'],
    ['\\\\other\\c$\\a.csv', '\\\\other\\c$\\a.csv'],
    ['C:\\PROGRA~1\\a.csv', 'C:\\PROGRA~1\\a.csv'],
    ['C:\\p\\console.R', 'C:\\p\\console.R'],
    ['C:\\donn\u00e9es\\a.csv', 'C:\\donn\u00e9es\\a.csv'],
  ];
  for (const [path, plain] of onWindows) {
    it(`reads ${path} as ${String(plain)} on Windows`, () => {
      assert.equal(plainPath(path, windows), plain);
    });
  }

  const refusedOnWindows = [
    'a.csv',
    'C:a.csv',
    '\\p\\a.csv',
    '/p/a.csv',
    '\\\\.\\C:\\p\\a.csv',
    '\\\\.\\PhysicalDrive0',
    '\\\\?\\GLOBALROOT\\Device\\HarddiskVolume1\\a.csv',
    '\\\\?\\Volume{00000000-0000-0000-0000-000000000000}\\a.csv',
    '\\??\\C:\\a.csv',
    '\\\\?\\C:\\p\\a.csv.',
    '\\\\?\\C:\\p\\..\\a.csv',
    '\\\\?\\C:/p/a.csv',
    '\\\\localhost\\data\\a.csv',
    '\\\\POSTE-17\\data\\a.csv',
    '\\\\--1.ipv6-literal.net\\data\\a.csv',
    '\\\\server',
    '\\\\..\\..\\a.csv',
    '\\\\server\\share. \\a.csv',
    'C:\\p\\NUL',
    'C:\\p\\con.txt',
    'C:\\p\\Aux .csv',
    'C:\\COM1\\a.csv',
    'C:\\p\\lpt\u00b9.csv',
    'C:\\p\\CONIN$',
    'C:\\p:$I30:$INDEX_ALLOCATION\\a.csv',
    'C:\\p\\a.csv:b:c:d',
    'C:\\p\\:stream',
    'C:\\p \\a.csv',
    'C:\\p.\\a.csv',
    'C:\\p\\a?.csv',
    'C:\\p\\*.csv',
    'C:\\p\\a\0.csv',
  ];
  for (const path of refusedOnWindows) {
    it(`refuses ${JSON.stringify(path)} on Windows`, () => {
      assert.equal(plainPath(path, windows), undefined);
    });
  }

  it('tidies up on Linux, where most characters may be in a name', () => {
    assert.equal(plainPath('//p//x/../a.csv/', linux), '/p/a.csv');
    assert.equal(plainPath('/../../a.csv', linux), '/a.csv');
    assert.equal(plainPath('/p/a.csv:stream. ', linux), '/p/a.csv:stream. ');
    assert.equal(plainPath('/p/CON', linux), '/p/CON');
    assert.equal(plainPath('/', linux), '/');
    assert.equal(plainPath('/dev/shm/a.csv', linux), '/dev/shm/a.csv');
    assert.equal(plainPath('/process/a.csv', linux), '/process/a.csv');
  });

  const refusedOnLinux = [
    'a.csv',
    '~/a.csv',
    '/p/a\0b',
    '/dev/fd/3',
    '/dev/stdin',
    '/proc/self/fd/3',
    '/proc/1/root/p/a.csv',
    '/p/../proc/self/cwd/a.csv',
    '/dev/shm/../fd/3',
    '//proc/self/root/p',
  ];
  for (const path of refusedOnLinux) {
    it(`refuses ${JSON.stringify(path)} on Linux`, () => {
      assert.equal(plainPath(path, linux), undefined);
    });
  }

  it('knows the two names of the data volume of a Mac, and its ways around names', () => {
    assert.equal(plainPath('/System/Volumes/Data/Users/u/a.csv', mac), '/Users/u/a.csv');
    assert.equal(plainPath('/System/Volumes/Data/other/a.csv', mac), '/System/Volumes/Data/other/a.csv');
    assert.equal(plainPath('/.vol/16777220/12345', mac), undefined);
    assert.equal(plainPath('/Users/u/a.csv/..namedfork/rsrc', mac), undefined);
    assert.equal(plainPath('/System/Volumes/Data/Users/u/a.csv', linux), '/System/Volumes/Data/Users/u/a.csv');
  });

  it('is plain once and for all, absolute, and never goes up', () => {
    const piece = fc.constantFrom(
      ...['..', '.', '', 'a', 'a.csv', 'B ', 'c.', 'NUL', 'x:y', '::$DATA', 'C:', 'c$', 'localhost', '?', 'UNC', 'proc', 'dev', 'fd', '~1'],
    );
    const separator = fc.constantFrom('/', '\\', '//', '\\\\');
    const start = fc.constantFrom('', '/', 'C:\\', 'c:/', '\\\\', '\\\\?\\', '\\\\?\\C:\\', '\\\\srv\\share\\', '\\\\localhost\\d$\\');
    const path = fc
      .tuple(start, fc.array(fc.tuple(piece, separator), { maxLength: 6 }))
      .map(([root, rest]) => root + rest.flat().join(''));
    fc.assert(
      fc.property(path, fc.constantFrom(windows, linux, mac), (text, machine) => {
        const plain = plainPath(text, machine);
        if (plain === undefined) return;
        assert.equal(plainPath(plain, machine), plain);
        const system = machine.platform === 'win32' ? win32 : posix;
        assert.ok(system.isAbsolute(plain));
        assert.ok(!plain.split(system.sep).includes('..'));
      }),
      { numRuns: 5000 },
    );
  });
});

describe('mayBeShortName', () => {
  it('knows the names that Windows makes', () => {
    for (const name of ['PROGRA~1', 'patien~1.csv', 'A~12.R', 'AB1234~1.TXT']) assert.equal(mayBeShortName(name), true, name);
  });

  it('lets other names be', () => {
    for (const name of ['programs~1', 'a.csv', 'a~b', 'cohorte~1.parquet', 'a~1b', 'a.b~1', '']) {
      assert.equal(mayBeShortName(name), false, name);
    }
  });
});
