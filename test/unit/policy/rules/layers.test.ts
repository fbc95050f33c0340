import assert from 'node:assert/strict';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { settingsSchema } from '../../../../src/protocol/settings.ts';
import { destinationOf } from '../../../../src/server/policy/destination.ts';
import type { PolicyNow } from '../../../../src/server/policy/policyNow.ts';
import { Workspace } from '../../../../src/server/policy/workspace.ts';
import { freshFolder } from '../../../support/folder.ts';

const gateway = destinationOf(settingsSchema.parse({ gateway: { url: 'https://gw.agency.example/v1' } }));
const local = destinationOf(settingsSchema.parse({ gateway: { url: 'http://127.0.0.1:8080/v1' } }));
const mistral = destinationOf(settingsSchema.parse({ backend: 'mistral' }));

const rule = (path: string, label: string) => ({ paths: [path], label, reason: `${path} is ${label}` });

describe('the layers of rules', () => {
  const folder = freshFolder();
  const at = (...parts: string[]) => join(folder.path, ...parts);
  const study = () => at('team', 'study');

  interface Given {
    organisation?: unknown;
    named?: unknown;
    parent?: unknown;
    workspace?: unknown;
    second?: unknown;
    user?: unknown;
    trusted?: boolean;
  }

  /** Writes the layers' files and makes a workspace of them. */
  async function workspaceOf(given: Given): Promise<Workspace> {
    await mkdir(study(), { recursive: true });
    await mkdir(at('second'), { recursive: true });
    const files = { organisation: at('policy.json'), named: at('named.json'), parent: at('team', '.vigie.json'), workspace: at('team', 'study', '.vigie.json'), second: at('second', '.vigie.json'), user: at('rules.json') };
    for (const [name, file] of Object.entries(files)) {
      const content = given[name as keyof typeof files];
      if (content === undefined) await rm(file, { force: true });
      else await writeFile(file, JSON.stringify(content));
    }
    const folders = [{ path: study(), name: 'study' }, ...('second' in given ? [{ path: at('second'), name: 'second' }] : [])];
    const workspace = new Workspace(folders, given.trusted ?? true, { organisation: files.organisation, user: files.user });
    if (given.named !== undefined) workspace.setOrganisationFile(files.named);
    return workspace;
  }

  async function policyOf(given: Given): Promise<PolicyNow> {
    const { policy } = await (await workspaceOf(given)).now();
    assert.deepEqual(policy.problems, []);
    return policy;
  }

  /** Label, layer and whether it lifts of each rule for a file of the study. */
  const matched = (policy: PolicyNow, path: string) =>
    policy.rulesFor(join(study(), path), join(study(), path)).map((each) => `${each.rule} ${each.label}${each.liftsPresumption ? ' lifts' : ''}`);

  describe('for files', () => {
    it('all count, each by the paths that it knows', async () => {
      const policy = await policyOf({
        organisation: { files: [rule(`${folder.path}/team/**`, 'internal'), rule('*.sas', 'sensitive')] },
        parent: { files: [rule('study/private/', 'secret')] },
        workspace: { files: [rule('/private/a.sas', 'sensitive')] },
        user: { files: [rule('**/private/**', 'sensitive')] },
      });
      assert.deepEqual(matched(policy, 'private/a.sas'), [
        'organisation-rule internal lifts',
        'organisation-rule sensitive lifts',
        'workspace-rule sensitive lifts',
        'workspace-rule secret',
        'user-rule sensitive',
      ]);
      assert.deepEqual(matched(policy, 'open/a.R'), ['organisation-rule internal lifts']);
    });

    it('tell where they are written', async () => {
      const policy = await policyOf({ workspace: { files: [rule('a.R', 'secret')] }, user: { files: [rule('a.R', 'secret')] } });
      const places = policy.rulesFor(at('team', 'study', 'a.R'), at('team', 'study', 'a.R')).map(({ writtenAt }) => writtenAt.name);
      assert.deepEqual(places, ['.vigie.json', at('rules.json')]);
    });

    it('are lifted by a trusted workspace and the organisation only', async () => {
      const open = { files: [rule('*.csv', 'public')] };
      assert.deepEqual(matched(await policyOf({ workspace: open }), 'a.csv'), ['workspace-rule public lifts']);
      assert.deepEqual(matched(await policyOf({ workspace: {}, organisation: open }), 'a.csv'), ['organisation-rule public lifts']);
    });

    for (const given of [{ parent: { files: [rule('*.csv', 'public')] } }, { user: { files: [rule('*.csv', 'public')] } }, { workspace: { files: [rule('*.csv', 'public')] }, trusted: false }]) {
      it(`are not lifted by ${Object.keys(given).join(' ')}`, async () => {
        assert.deepEqual(matched(await policyOf(given), 'a.csv'), []);
      });
    }

    it('let no workspace lift presumptions that the organisation locks, but the organisation', async () => {
      const policy = await policyOf({
        organisation: { presumptions: 'locked', files: [rule('*.tsv', 'internal')] },
        workspace: { files: [rule('*.csv', 'public')] },
      });
      assert.deepEqual(matched(policy, 'a.csv'), ['workspace-rule public']);
      assert.deepEqual(matched(policy, 'a.tsv'), ['organisation-rule internal lifts']);
    });

    it('call nothing public that a layer which only tightens calls internal', async () => {
      const policy = await policyOf({ workspace: { files: [rule('*.R', 'public')] }, user: { files: [rule('a.R', 'internal')] } });
      assert.deepEqual(matched(policy, 'a.R'), ['workspace-rule internal lifts', 'user-rule internal']);
      assert.deepEqual(matched(policy, 'b.R'), ['workspace-rule public lifts']);
    });

    it('tighten by the name that the editor gives too, and lift by the true path only', async () => {
      const policy = await policyOf({ workspace: { files: [rule('named/**', 'sensitive'), rule('open/**', 'public')] } });
      const byName = (name: string) => policy.rulesFor(at('team', 'study', name), '/elsewhere/a.csv');
      assert.deepEqual(byName('named/a.R').map(({ label, liftsPresumption }) => [label, liftsPresumption]), [['sensitive', false]]);
      assert.deepEqual(byName('open/a.csv'), []);
    });

    it('hold in each folder for itself', async () => {
      const policy = await policyOf({ workspace: { files: [rule('a.R', 'secret')] }, second: { files: [rule('b.R', 'secret')] } });
      assert.deepEqual(policy.rulesFor(at('second', 'a.R'), at('second', 'a.R')), []);
      assert.equal(policy.rulesFor(at('second', 'b.R'), at('second', 'b.R'))[0]?.writtenAt.name, 'second/.vigie.json');
    });

    it('take more extensions for data files, which a workspace may open in its turn', async () => {
      const organisation = { dataExtensions: ['extract'] };
      assert.deepEqual(matched(await policyOf({ organisation }), 'a.EXTRACT'), ['data-file sensitive']);
      const workspace = { files: [rule('*.extract', 'public')] };
      assert.deepEqual(matched(await policyOf({ organisation, workspace }), 'a.extract'), ['workspace-rule public lifts']);
      const locked = { ...organisation, presumptions: 'locked' };
      assert.deepEqual(matched(await policyOf({ organisation: locked, workspace }), 'a.extract'), ['data-file sensitive', 'workspace-rule public']);
    });
  });

  describe('for destinations', () => {
    const clear = (destination: string, label: string) => ({ clearances: [{ destination, label, reason: 'x' }] });
    const cleared = async (given: Given) => {
      const policy = await policyOf(given);
      return [gateway, local, mistral].map((each) => policy.cleared(each).clearance).join(' ');
    };

    it('leave the defaults where they say nothing', async () => {
      assert.equal(await cleared({ workspace: {} }), 'internal sensitive internal');
    });

    it('are raised by the organisation', async () => {
      assert.equal(await cleared({ organisation: clear('*.agency.example', 'sensitive') }), 'sensitive sensitive internal');
    });

    for (const name of ['parent', 'workspace', 'user'] as const) {
      it(`are not raised, but lowered, by the file of layer ${name}`, async () => {
        assert.equal(await cleared({ [name]: clear('gw.agency.example', 'sensitive') }), 'internal sensitive internal');
        assert.equal(await cleared({ organisation: clear('*.agency.example', 'sensitive'), [name]: clear('gw.agency.example', 'public') }), 'public sensitive internal');
        assert.equal(await cleared({ [name]: clear('this-machine', 'internal') }), 'internal internal internal');
      });
    }

    it('are lowered by the organisation too, in every spelling', async () => {
      assert.equal(await cleared({ organisation: clear('mistral', 'public') }), 'internal sensitive public');
      assert.equal(await cleared({ organisation: clear('http://gw.agency.example', 'public') }), 'public sensitive internal');
    });

    it('have the strictest of several clearances', async () => {
      const clearances = [...clear('*.agency.example', 'sensitive').clearances, ...clear('gw.agency.example', 'internal').clearances];
      assert.equal(await cleared({ organisation: { clearances } }), 'internal sensitive internal');
    });

    it('say the same of a destination that they have spoken of', async () => {
      const policy = await policyOf({ organisation: clear('*.agency.example', 'sensitive') });
      assert.deepEqual(policy.cleared(policy.cleared(gateway)), policy.cleared(gateway));
    });

    it('are closed where the organisation lists others only', async () => {
      const policy = await policyOf({ organisation: { ...clear('gw.agency.example', 'sensitive'), destinations: 'listed' } });
      assert.equal(policy.closedBy(gateway), undefined);
      assert.equal(policy.closedBy(mistral)?.name, at('policy.json'));
      assert.equal(policy.closedBy(local)?.line, 1);
      assert.equal(policy.cleared(local).clearance, 'public');
    });
  });

  describe('for content', () => {
    const nir = (state: string) => ({ content: { detectors: { nir: state } } });
    const isOn = async (given: Given) => (await policyOf(given)).detectors.some((detector) => detector.rule === 'nir');

    it('turn a detector off: a trusted workspace, or the organisation', async () => {
      assert.ok(await isOn({ workspace: {} }));
      assert.ok(!(await isOn({ workspace: nir('off') })));
      assert.ok(!(await isOn({ workspace: {}, organisation: nir('off') })));
      assert.ok(await isOn({ workspace: nir('off'), organisation: {}, trusted: false }));
    });

    it('keep on what one of them turns on', async () => {
      assert.ok(await isOn({ workspace: nir('off'), organisation: nir('on') }));
      assert.ok(await isOn({ workspace: nir('off'), organisation: {}, user: nir('on') }));
      assert.ok(await isOn({ workspace: nir('off'), organisation: {}, user: {}, parent: nir('on') }));
    });

    it('keep on what a second folder does not turn off', async () => {
      assert.ok(await isOn({ workspace: nir('off'), second: {} }));
      assert.ok(!(await isOn({ workspace: nir('off'), second: nir('off') })));
    });

    it('do not let a parent folder turn off anything', async () => {
      assert.ok(await isOn({ workspace: {}, parent: nir('off') }));
    });

    it('add up their patterns', async () => {
      const pattern = (name: string) => ({ content: { patterns: [{ name, pattern: name, label: 'sensitive', reason: 'x' }] } });
      const { detectors } = await policyOf({ organisation: pattern('aaa'), workspace: pattern('bbb'), user: pattern('ccc'), trusted: false });
      const ours = detectors.filter((detector) => detector.rule.startsWith('pattern:'));
      assert.deepEqual(ours.map((detector) => [detector.rule, detector.writtenAt?.name]), [
        ['pattern:aaa', at('policy.json')],
        ['pattern:bbb', '.vigie.json'],
        ['pattern:ccc', at('rules.json')],
      ]);
      assert.equal((await ours[2]?.detect('a ccc'))?.length, 1);
    });
  });

  describe('for redaction', () => {
    const mode = (of: string, name = 'nir') => ({ redaction: { [name]: of } });
    const nir = async (given: Given) => (await policyOf(given)).redactionOf('nir');

    it('have the detector’s own mode where they say nothing', async () => {
      assert.equal(await nir({ workspace: {} }), 'redact');
    });

    it('have the strictest', async () => {
      assert.equal(await nir({ workspace: mode('ask') }), 'ask');
      assert.equal(await nir({ workspace: mode('redact'), organisation: mode('refuse') }), 'refuse');
      assert.equal(await nir({ workspace: mode('refuse'), organisation: mode('redact') }), 'refuse');
      assert.equal(await nir({ workspace: {}, organisation: {}, user: mode('ask') }), 'ask');
    });

    it('choose a pattern’s, and let only the organisation and a trusted workspace choose less than its own', async () => {
      const written = { name: 'aaa', pattern: 'aaa', label: 'sensitive', reason: 'x' };
      const of = async (given: Given) => (await policyOf(given)).redactionOf('pattern:aaa');
      const patterns = { content: { patterns: [written] } };
      assert.equal(await of({ workspace: patterns }), 'ask');
      assert.equal(await of({ workspace: { content: { patterns: [{ ...written, redaction: 'redact' }] } } }), 'redact');
      assert.equal(await of({ workspace: { ...patterns, ...mode('redact', 'pattern:aaa') } }), 'redact');
      assert.equal(await of({ workspace: patterns, organisation: mode('redact', 'pattern:aaa') }), 'redact');
      assert.equal(await of({ workspace: patterns, organisation: {}, user: mode('redact', 'pattern:aaa') }), 'ask');
      assert.equal(await of({ workspace: patterns, user: {}, trusted: false, second: mode('redact', 'pattern:aaa') }), 'ask');
      const strict = { content: { patterns: [{ ...written, redaction: 'refuse' }] } };
      assert.equal(await of({ organisation: strict, workspace: mode('redact', 'pattern:aaa') }), 'refuse');
    });
  });

  describe('of an organisation', () => {
    it('may be named by a setting', async () => {
      const policy = await policyOf({ named: { aiIgnoreFiles: 'ignored', clearances: [{ destination: 'gw.agency.example', label: 'sensitive', reason: 'x' }] } });
      assert.equal(policy.cleared(gateway).clearance, 'sensitive');
      assert.equal(policy.honoursAiIgnore, false);
    });

    it('are only tightened by a named one where there is one at the usual place', async () => {
      const policy = await policyOf({
        organisation: {},
        named: {
          aiIgnoreFiles: 'ignored',
          clearances: [{ destination: 'gw.agency.example', label: 'sensitive', reason: 'x' }, { destination: 'mistral', label: 'public', reason: 'x' }],
          files: [rule('*.csv', 'public'), rule('*.R', 'sensitive')],
        },
      });
      assert.equal(policy.cleared(gateway).clearance, 'internal');
      assert.equal(policy.cleared(mistral).clearance, 'public');
      assert.equal(policy.honoursAiIgnore, true);
      assert.deepEqual([matched(policy, 'a.csv'), matched(policy, 'a.R')], [[], ['organisation-rule sensitive']]);
    });

    it('are a problem where a setting names them and they are not there, and none where nobody does', async () => {
      const workspace = await workspaceOf({ workspace: {} });
      workspace.setOrganisationFile(at('gone.json'));
      const { problems } = (await workspace.now()).policy;
      assert.deepEqual(problems.map(({ file }) => file), [at('gone.json')]);
      workspace.setOrganisationFile('policy.json');
      assert.match((await workspace.now()).policy.problems[0]?.message ?? '', /whole path/);
      workspace.setOrganisationFile('');
      assert.deepEqual((await workspace.now()).policy.problems, []);
    });
  });

  describe('as they change', () => {
    it('are the same object until a file of any layer changes, then have a new generation', async () => {
      const workspace = await workspaceOf({ workspace: {} });
      const generations: string[] = [];
      workspace.onDidChange(({ generation }) => void generations.push(generation));
      const { policy } = await workspace.now();
      assert.equal((await workspace.now()).policy, policy);
      for (const file of [at('policy.json'), at('team', '.vigie.json'), at('.vigie.json'), at('rules.json')]) {
        await writeFile(file, '{ "files": [ { "paths": ["a.R"], "label": "secret", "reason": "x" } ] }');
        assert.notEqual((await workspace.now()).policy.rulesFor(at('a.R'), at('team', 'study', 'a.R')).length, 0, file);
        await rm(file);
        await workspace.now();
      }
      workspace.trusted = false;
      await workspace.now();
      assert.equal(new Set(generations).size, generations.length);
      assert.equal(generations.length, 1 + 4 * 2 + 1);
    });

    it('keep their last good rules while broken, in every layer', async () => {
      const secret = { files: [rule('a.R', 'secret')] };
      const workspace = await workspaceOf({ organisation: secret, parent: { files: [rule('study/a.R', 'secret')] }, workspace: secret, user: secret });
      assert.equal(matched((await workspace.now()).policy, 'a.R').length, 4);
      const files = [at('policy.json'), at('team', '.vigie.json'), at('team', 'study', '.vigie.json'), at('rules.json')];
      for (const file of files) await writeFile(file, '{ "files": ');
      const { policy } = await workspace.now();
      assert.equal(matched(policy, 'a.R').length, 4);
      assert.deepEqual(policy.problems.map(({ file }) => file).sort(), [...files].sort());
    });

    it('find the folder’s file and its parents’ behind a link', async () => {
      await workspaceOf({ parent: { files: [rule('study/a.R', 'secret')] }, workspace: { files: [rule('b.R', 'secret')] } });
      await symlink(study(), at('link'));
      const { policy } = await new Workspace([{ path: at('link'), name: 'link' }], true).now();
      assert.equal(policy.rulesFor(at('link', 'a.R'), at('team', 'study', 'a.R')).length, 1);
      assert.equal(policy.rulesFor(at('link', 'b.R'), at('team', 'study', 'b.R')).length, 1);
    });
  });
});
