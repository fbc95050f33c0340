import assert from 'node:assert/strict';
import { fromRoot, organisationFile, userFile, type Machine } from '../../../../src/server/policy/rules/places.ts';

const on = (platform: NodeJS.Platform, env: Machine['env'] = {}, home = '/home/epi'): Machine => ({ platform, env, home });

describe('the places of rule files that belong to no project', () => {
  it('are those of the platform for the organisation', () => {
    assert.equal(organisationFile(on('linux')), '/etc/vigie/policy.json');
    assert.equal(organisationFile(on('darwin')), '/Library/Application Support/Vigie/policy.json');
    assert.equal(organisationFile(on('win32')), 'C:\\ProgramData\\Vigie\\policy.json');
    assert.equal(organisationFile(on('win32', { ProgramData: 'D:\\PD' })), 'D:\\PD\\Vigie\\policy.json');
  });

  it('are those of the platform for the person', () => {
    assert.equal(userFile(on('linux')), '/home/epi/.config/vigie/rules.json');
    assert.equal(userFile(on('linux', { XDG_CONFIG_HOME: '/cfg' })), '/cfg/vigie/rules.json');
    assert.equal(userFile(on('linux', { XDG_CONFIG_HOME: 'relative' })), '/home/epi/.config/vigie/rules.json');
    assert.equal(userFile(on('darwin', {}, '/Users/epi')), '/Users/epi/Library/Application Support/Vigie/rules.json');
    assert.equal(userFile(on('win32', { APPDATA: 'C:\\A' })), 'C:\\A\\Vigie\\rules.json');
    assert.equal(userFile(on('win32', {}, 'C:\\Users\\epi')), 'C:\\Users\\epi\\AppData\\Roaming\\Vigie\\rules.json');
  });
});

describe('fromRoot', () => {
  const cases = [
    ['/srv/snds/a.sas', 'srv/snds/a.sas'],
    ['/srv/donne\u0301es/a', 'srv/donn\u00e9es/a'],
    ['C:\\Data\\a.csv', 'c/Data/a.csv'],
    ['c:/Data/a.csv', 'c/Data/a.csv'],
    ['\\\\server\\share\\a.csv', 'server/share/a.csv'],
    ['\\\\?\\C:\\Data\\a.csv', 'c/Data/a.csv'],
    ['\\\\?\\UNC\\server\\share\\a.csv', 'server/share/a.csv'],
    ['/srv/odd\\name', 'srv/odd\\name'],
  ] as const;
  for (const [path, expected] of cases) {
    it(`takes ${path} for ${expected}`, () => {
      assert.equal(fromRoot(path), expected);
    });
  }
});
