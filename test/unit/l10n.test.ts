import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import { looselySpaced } from '../support/frenchSpacing.ts';

const root = join(__dirname, '../..');
const read = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8')) as Record<string, string>;
const french = read('l10n/bundle.l10n.fr.json');

/** Every text that the sources hand to the localisation library. */
async function texts(): Promise<string[]> {
  const names = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  const sources = names.filter((name) => /\.tsx?$/.test(name));
  const contents = sources.map((name) => ({
    extension: name.endsWith('x') ? ('.tsx' as const) : ('.ts' as const),
    contents: readFileSync(join(root, 'src', name), 'utf8'),
  }));
  return Object.keys(await getL10nJson(contents));
}

const placeholders = (text: string) => [...new Set(text.match(/\{\d+\}/g))].sort();

describe('the French of the product', () => {
  it('has every text of the sources, and none that is gone', async function () {
    // The library reads every source with a grammar, which takes long where other work goes on.
    this.timeout(90_000);
    const wanted = new Set(await texts());
    assert.ok(wanted.size > 100);
    assert.deepEqual(
      [...wanted].filter((text) => !(text in french)),
      [],
      'missing in French',
    );
    assert.deepEqual(
      Object.keys(french).filter((text) => !wanted.has(text)),
      [],
      'no longer used',
    );
  });

  it('keeps every placeholder', () => {
    for (const [text, translated] of Object.entries(french)) {
      assert.deepEqual(placeholders(translated), placeholders(text), text);
    }
  });

  it('has no-break spaces where French has them', () => {
    assert.deepEqual(looselySpaced([...Object.values(french), ...Object.values(read('package.nls.fr.json'))]), []);
    const sample = readFileSync(join(root, 'test/workspaces/surveillance/README.md'), 'utf8');
    assert.deepEqual(looselySpaced(sample.split('## En français')[1]?.split('\n') ?? ['none']), []);
    const torn = ['Prête : oui', 'Prête ?', 'Prête!', '« Prête »', 'voici: rien', '«\u00a0Prête »'];
    assert.deepEqual(looselySpaced(torn), torn);
    const whole = ['Prête\u00a0: «\u00a0Vigie: Titre\u00a0»', '`a: b`', 'http://127.0.0.1:8080', 'a.R:12', 'Oui\u202f?'];
    assert.deepEqual(looselySpaced(whole), []);
  });
});
