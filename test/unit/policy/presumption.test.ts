import assert from 'node:assert/strict';
import { presume } from '../../../src/server/policy/presumption.ts';

describe('presume', () => {
  const cases: [string, string | undefined][] = [
    ['/p/data/linelist.csv', 'data-file'],
    ['/p/DATA/LINELIST.CSV', 'data-file'],
    ['C:\\p\\pmsi.sas7bdat', 'data-file'],
    ['cohort.dta', 'data-file'],
    ['model.RData', 'data-file'],
    ['visits.parquet', 'data-file'],
    ['visits.csv.gz', 'data-file'],
    ['scan.dcm', 'data-file'],
    ['.Renviron', 'credential-file'],
    ['.env', 'credential-file'],
    ['.env.production', 'credential-file'],
    ['id_rsa', 'credential-file'],
    ['server.pem', 'credential-file'],
    ['R/epicurve.R', undefined],
    ['report.qmd', undefined],
    ['notebook.ipynb', undefined],
    ['csv', undefined],
    ['archive.gz', undefined],
    ['environment.yml', undefined],
  ];
  for (const [path, rule] of cases) {
    it(`takes ${path} for ${rule ?? 'nothing in particular'}`, () => {
      assert.equal(presume(path)?.rule, rule);
    });
  }
});
