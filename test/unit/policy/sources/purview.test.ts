import assert from 'node:assert/strict';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { Purview } from '../../../../src/server/policy/sources/purview.ts';
import { labelOfSensitivity } from '../../../../src/server/policy/sources/labelWords.ts';
import { freshFolder } from '../../../support/folder.ts';
import { zip, type Part } from '../../../support/zip.ts';

const id = '00000000-1111-2222-3333-444444444444';

/** `docProps/custom.xml` as Excel writes it. */
function properties(fields: Readonly<Record<string, string>>, label = id): Part {
  const inner = Object.entries(fields).map(
    ([field, value], index) =>
      `<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="${String(index + 2)}" ` +
      `name="MSIP_Label_${label}_${field}"><vt:lpwstr>${value}</vt:lpwstr></property>`,
  );
  const content =
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n' +
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" ' +
    `xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">${inner.join('')}</Properties>`;
  return { name: 'docProps/custom.xml', content };
}

/** `docMetadata/LabelInfo.xml` as newer programs of Office write it. */
function labelInfo(attributes: string): Part {
  const content =
    '<?xml version="1.0" encoding="utf-8" standalone="yes"?>' +
    '<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata">' +
    `<clbl:label id="{${id}}" siteId="{55555555-6666-7777-8888-999999999999}" method="Privileged" ${attributes}/></clbl:labelList>`;
  return { name: 'docMetadata/LabelInfo.xml', content };
}

describe('Purview', () => {
  const folder = freshFolder();
  const sheet: Part = { name: 'xl/worksheets/sheet1.xml', content: '<worksheet/>' };
  const findings = async (content: string | Uint8Array, name = 'a.xlsx') => {
    folder.write({ [name]: content });
    return new Purview().findings(join(folder.path, name));
  };
  const labels = async (content: string | Uint8Array, name?: string) =>
    (await findings(content, name)).map(({ label }) => label);

  it('reads a label by its name', async () => {
    const fields = { Enabled: 'true', Name: 'Confidentiel', SiteId: 'x' };
    const [finding, ...others] = await findings(zip([sheet, properties(fields)]));
    assert.deepEqual(others, []);
    assert.equal(finding?.label, 'sensitive');
    assert.equal(finding.rule, 'purview');
    assert.match(finding.reason, /Confidentiel/);
  });

  it('lets be what is not restricted, not labelled, or no longer labelled', async () => {
    for (const parts of [
      [sheet],
      [sheet, properties({ Enabled: 'true', Name: 'Public' })],
      [sheet, properties({ Enabled: 'true', Name: 'G&#233;n&#233;ral' })],
      [sheet, properties({ Enabled: 'false', Name: 'Secret' })],
      [sheet, properties({})],
      [sheet, labelInfo('enabled="0" removed="0"')],
      [sheet, labelInfo('enabled="1" removed="1"')],
    ]) {
      assert.deepEqual(await labels(zip(parts)), []);
    }
  });

  it('reads the newer place, whose labels have no name', async () => {
    assert.deepEqual(await labels(zip([sheet, labelInfo('enabled="1" removed="0"')])), ['sensitive']);
    const both = [sheet, labelInfo('enabled="1" removed="0"'), properties({ Enabled: 'true', Name: 'Public' }, id.toUpperCase())];
    assert.deepEqual(await labels(zip(both)), []);
  });

  it('reads all labels', async () => {
    const [first, second] = [properties({ Enabled: 'true', Name: 'Public' }), properties({ Name: 'Secret' }, 'another')];
    const property = /<property .*<\/property>/.exec(String(second.content))?.[0] ?? '';
    const both = { ...first, content: String(first.content).replace('</Properties>', `${property}</Properties>`) };
    assert.deepEqual(await labels(zip([both])), ['secret']);
  });

  it('takes a protected document for sensitive', async () => {
    assert.deepEqual(await labels(Buffer.from(`d0cf11e0a1b11ae1${'00'.repeat(504)}`, 'hex')), ['sensitive']);
  });

  it('takes a label that it cannot read for sensitive', async () => {
    const sound = properties({ Enabled: 'true', Name: 'Public' });
    const bomb = deflateRawSync(Buffer.alloc(100_000_000));
    const broken: Record<string, Part> = {
      large: { ...sound, content: `${String(sound.content)}${' '.repeat(300 * 1024)}` },
      bomb: { ...sound, packed: bomb, claimedSize: 1000 },
      garbage: { ...sound, packed: Buffer.from('not deflated') },
      'cut off': { ...sound, content: String(sound.content).slice(0, -20) },
      entities: { ...sound, content: `<!DOCTYPE x [<!ENTITY a "b">]>${String(sound.content)}` },
      'another root': { ...sound, content: '<Other></Other>' },
    };
    for (const [name, part] of Object.entries(broken)) {
      assert.deepEqual(await labels(zip([sheet, part])), ['sensitive'], name);
    }
  });

  it('says nothing of a damaged package, of another format, and of nothing', async () => {
    const whole = zip([sheet, properties({ Enabled: 'true', Name: 'Secret' })]);
    assert.deepEqual(await labels(whole.subarray(0, whole.length - 30)), []);
    assert.deepEqual(await labels('a text'), []);
    assert.deepEqual(await labels(''), []);
    assert.deepEqual(await labels(whole, 'a.zip'), []);
    assert.deepEqual(await new Purview().findings(join(folder.path, 'none.docx')), []);
  });

  it('takes what is no file for sensitive', async () => {
    folder.write({ 'b.docx/c': '' });
    assert.deepEqual((await new Purview().findings(join(folder.path, 'b.docx'))).map(({ label }) => label), ['sensitive']);
  });

  it('sees a change', async () => {
    const purview = new Purview();
    const path = join(folder.path, 'A.DOCX');
    folder.write({ 'A.DOCX': zip([properties({ Enabled: 'true', Name: 'Public' })]) });
    assert.deepEqual(await purview.findings(path), []);
    folder.write({ 'A.DOCX': zip([properties({ Enabled: 'true', Name: 'Restreint' })]) });
    assert.equal((await purview.findings(path)).length, 1);
  });
});

describe('labelOfSensitivity', () => {
  const names = {
    none: ['Public', 'PUBLIQUE', 'Général', 'General', 'Interne', 'C1 - Interne', 'Internal use only', 'Non-Business', 'Personal', 'General \\ Anyone (unrestricted)'],
    sensitive: [
      ...['Confidential', 'Confidentiel', 'Restreint', 'Diffusion restreinte', 'Highly Confidential', 'Très confidentiel', 'C3'],
      ...['Santé publique - Restreint', 'Données de santé publique', 'Non public', 'Interne restreint', 'Secret médical', 'Secret statistique', ''],
      ...['defa4170-0d19-0005-0004-bc88714345d2', 'Secrétariat'],
    ],
    secret: ['Secret', 'Très Secret', 'Top Secret', 'SECRETE', 'C4 – Secret', 'Secrets de fabrication'],
  };
  for (const [expected, all] of Object.entries(names)) {
    for (const name of all) {
      it(`takes “${name}” for ${expected}`, () => {
        assert.equal(labelOfSensitivity(name) ?? 'none', expected);
      });
    }
  }
});
