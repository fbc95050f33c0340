import assert from 'node:assert/strict';
import { access, copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Label } from '../../../../src/protocol/label.ts';
import { detectorNames } from '../../../../src/protocol/rules.ts';
import { settingsSchema } from '../../../../src/protocol/settings.ts';
import { labelByPath } from '../../../../src/server/policy/byPath.ts';
import { destinationOf } from '../../../../src/server/policy/destination.ts';
import { detectors } from '../../../../src/server/policy/detectors/index.ts';
import { parseRules } from '../../../../src/server/policy/rules/parse.ts';
import { Workspace, type WorkspaceNow } from '../../../../src/server/policy/workspace.ts';
import { freshFolder } from '../../../support/folder.ts';

const examples = join(__dirname, '..', '..', '..', '..', 'docs', 'examples');

const gateway = (url: string) => destinationOf(settingsSchema.parse({ gateway: { url } }));
const mistral = destinationOf(settingsSchema.parse({ backend: 'mistral' }));

async function labelOf(now: WorkspaceNow, path: string): Promise<Label> {
  return (await labelByPath(path, path, now, [], { name: path })).label;
}

async function rulesIn(now: WorkspaceNow, text: string): Promise<string[]> {
  const found = await Promise.all(now.policy.detectors.map(async (each) => ((await each.detect(text)).length > 0 ? [each.rule] : [])));
  return found.flat();
}

describe('the examples of rule files in the documentation', () => {
  const folder = freshFolder();

  /** A project under an example's rules, and under the agency's where it is asked for. */
  async function under(example: string | undefined, organisation?: string): Promise<WorkspaceNow> {
    const study = join(folder.path, 'study');
    await mkdir(study);
    if (example !== undefined) await copyFile(join(examples, example), join(study, '.vigie.json'));
    const now = await new Workspace([{ path: study, name: 'study' }], true, organisation === undefined ? {} : { organisation }).now();
    assert.deepEqual(now.policy.problems, []);
    return now;
  }
  const inStudy = (path: string) => join(folder.path, 'study', path);
  const agency = join(examples, 'agency.policy.json');

  describe('agency.policy.json', () => {
    it('lets its own gateways have sensitive text, Mistral internal text, and nobody else anything', async () => {
      const { policy } = await under(undefined, agency);
      const clearances = [gateway('https://codestral.ia.agency.example/v1'), gateway('http://127.0.0.1:8080'), mistral].map((each) => policy.cleared(each).clearance);
      assert.deepEqual(clearances, ['sensitive', 'sensitive', 'internal']);
      for (const url of ['https://api.example.com/v1', 'http://codestral.ia.agency.example/v1', 'https://ia.agency.example.evil.example']) {
        assert.equal(policy.closedBy(gateway(url))?.name, agency, url);
      }
      assert.equal(policy.closedBy(mistral), undefined);
    });

    for (const [path, label] of [
      ['/srv/snds/2024/program.R', 'sensitive'],
      ['/SRV/SNDS/program.sas', 'sensitive'],
      ['/home/epi/study/correspondence-table/make.R', 'secret'],
      ['/srv/reference/icd10.csv', 'internal'],
      ['/srv/work/a.extract', 'sensitive'],
      ['/srv/work/model.R', 'internal'],
    ] as const) {
      it(`labels ${path} ${label}`, async () => {
        assert.equal(await labelOf(await under(undefined, agency), path), label);
      });
    }

    it('finds an outbreak and a project, and redacts the one only', async () => {
      const now = await under(undefined, agency);
      assert.deepEqual(await rulesIn(now, 'cases |> filter(outbreak == "FOY-2026-00017")'), ['pattern:outbreak-number']);
      assert.deepEqual(await rulesIn(now, '# Projet  AZUR, phase 2'), ['pattern:project-azur']);
      assert.deepEqual(['pattern:outbreak-number', 'pattern:project-azur', 'person-table', 'nir'].map((each) => now.policy.redactionOf(each)), ['redact', 'refuse', 'refuse', 'redact']);
    });
  });

  describe('research-team.vigie.json', () => {
    for (const [path, label] of [
      ['R/linkage/keys.R', 'sensitive'],
      ['protocol/v2.md', 'sensitive'],
      ['protocol/published/v1.md', 'internal'],
      ['data/codebook.csv', 'internal'],
      ['data/simulated/persons.csv', 'internal'],
      ['data/persons.csv', 'sensitive'],
      ['R/model.R', 'internal'],
    ] as const) {
      it(`labels ${path} ${label}`, async () => {
        assert.equal(await labelOf(await under('research-team.vigie.json'), inStudy(path)), label);
      });
    }

    it('keeps internal text from Mistral, raises nothing, and redacts inclusion numbers', async () => {
      const now = await under('research-team.vigie.json', agency);
      assert.equal(now.policy.cleared(mistral).clearance, 'public');
      assert.equal(now.policy.cleared(gateway('https://codestral.ia.agency.example/v1')).clearance, 'sensitive');
      assert.deepEqual(await rulesIn(now, 'subset(cohort, id == "COH-AB-000123")'), ['pattern:inclusion-number']);
      assert.deepEqual(['pattern:inclusion-number', 'contact'].map((each) => now.policy.redactionOf(each)), ['redact', 'ask']);
    });
  });

  describe('open-data.vigie.json', () => {
    for (const [path, label] of [
      ['data/open/deaths.csv', 'public'],
      ['data/open/embargo/deaths.csv', 'sensitive'],
      ['data/raw/deaths.csv', 'sensitive'],
      ['R/model.R', 'public'],
      ['R/.Renviron', 'secret'],
    ] as const) {
      it(`labels ${path} ${label}, also in the agency`, async () => {
        assert.equal(await labelOf(await under('open-data.vigie.json', agency), inStudy(path)), label);
      });
    }

    it('turns a detector off, and no other', async () => {
      const now = await under('open-data.vigie.json', agency);
      assert.deepEqual(now.policy.detectors.filter(({ rule }) => !rule.startsWith('pattern:')).length, detectors.length - 1);
      assert.ok(now.policy.detectors.every(({ rule }) => rule !== 'contact'));
    });
  });

  it('name schemas that are there', async () => {
    for (const name of ['agency.policy.json', 'research-team.vigie.json', 'open-data.vigie.json']) {
      const schema = /"\$schema": "(.+)"/.exec(await readFile(join(examples, name), 'utf8'))?.[1] ?? '';
      await access(join(examples, schema));
    }
  });
});

describe('docs/rules.md', () => {
  it('shows rules that are sound', async () => {
    const page = await readFile(join(examples, '..', 'rules.md'), 'utf8');
    const shown = [...page.matchAll(/```jsonc\n([^]*?)```/g)].map(([, block = '']) => block);
    assert.ok(shown.length >= 4);
    for (const block of shown) {
      const parsed = parseRules(block.startsWith('{') ? block : `{ ${block} }`, 'workspace');
      assert.ok('rules' in parsed, JSON.stringify(parsed));
    }
  });

  it('names every detector with what becomes of its hits', async () => {
    const page = await readFile(join(examples, '..', 'rules.md'), 'utf8');
    for (const { rule, label, redacts } of detectors) {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${rule}\` |`)) ?? '';
      assert.ok(row.endsWith(`| ${label} | ${redacts ? 'redacted' : 'asks'} |`), rule);
    }
  });
});

describe('the detectors that rule files name', () => {
  it('are all that there are', () => {
    assert.deepEqual(detectorNames.toSorted(), detectors.map(({ rule }) => rule).sort());
  });
});
