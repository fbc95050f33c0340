import assert from 'node:assert/strict';
import { detectors } from '../../../../src/server/policy/detectors/index.ts';
import { growth, mostGrowth } from '../../../support/growth.ts';

/** Texts that patterns with a fault take the square of their length for: runs and repetitions without the end they look for. */
const adversaries: Readonly<Record<string, string>> = {
  digits: '1',
  'digits of a NIR': '1855575006084',
  'digits in groups': '1 85 55 75 006 084 ',
  'single digits': '1 ',
  'numbers in threes': '1 855 575 006 084,',
  'announced numbers': 'nir 1855575006084,',
  'identifiers of INS': '1.2.250.1.213.1.4.8 ',
  spaces: ' ',
  tabs: '\t',
  lines: '\n',
  'double quotes': '"',
  'single quotes': "'",
  backslashes: '\\',
  'escaped quotes': '\\"',
  commas: ',',
  brackets: '(',
  letters: 'a',
  underscores: '_',
  hyphens: '-',
  'words of a name': 'password',
  'words of a name, joined': 'password_',
  'names without a value': 'password = ',
  'names with spaces behind': `password${' '.repeat(30)}`,
  'names with an open value': 'password = "a',
  'names in one line': 'x$key ',
  'values that are placeholders': 'password = "xxxx" ',
  'values pushed to the right': '"abcd" -> ',
  'users': 'user=',
  'pairs': 'user=a ',
  'pairs of a connect string': ';pwd=',
  'raw strings': 'pwd=r"(',
  'raw strings with dashes': 'pwd=r"---',
  'SAS statements': 'libname a ',
  'addresses': 'a://',
  'addresses with a user': 'a://a:',
  'an address of an endless user': '://a',
  'addresses with passwords that go on': '://a:a@',
  'literals put together': 'pwd="abcd" + ',
  'literals of a call': 'pwd=paste0("a", ',
  'doubled quotes': 'pwd="a""',
  'blocks of YAML': 'pwd: |\n a\n',
  'settings': 'PWD=abcd efgh ijkl mnop qrst uvwx yzab cdef\n',
  'connections': 'dbConnect(a, "b", ',
  'addresses of databases': 'mongodb://a:a',
  'the beginnings of keys': '-----BEGIN PRIVATE KEY-----',
  'the ends of keys': '-----END PRIVATE KEY-----',
  'the ends of keys behind text': 'aaaa-----END PRIVATE KEY-----',
  'web tokens': 'eyJ',
  'web tokens with parts': 'eyJaaaaaaaa.',
  'web tokens with hyphens': 'eyJa-',
  bearers: 'bearer ',
  basics: 'basic ',
  'names of Mistral': 'mistral ',
  'SAS passwords': '{sas002}',
  'accounts': 'identified by ',
  'calls of functions': 'authenticate("a", ',
  'calls of Stata': 'p(',
  'tokens of Slack': 'xoxb-a-',
  'colons': 'a:',
  'stars and colons': '*:*:',
  braces: '{',
  'rows of a table': 'a;1;2026-01-15;"b"\n',
  'vectors': 'c("a", "b"), ',
  'segments of HL7': 'PID|1|',
  'blocks of SAS': 'datalines;',
  'steps of SAS': 'input a b;\ndatalines;',
  'blocks of Stata': 'input a\n',
  'insertions without values': 'insert into t (',
  'insertions': 'insert into t (a) values (1),',
  'tables without an end': 'tribble(~a,',
  'records in records': '(a=(a=1,',
  'objects in objects': '{"a":{"a":1,',
  'columns': 'a=c(1,2),',
  'lists that open': '=["a",',
  'lists of rows that open': '[["a",',
  'rows of lists that open': '[[1],',
  'lists of rows with names': '[["a","b"],["c","d"]],columns=["a","b"],',
  'columns by rows that open': '=:{"0":"a",',
  'columns by rows': '"a":{"0":"a","1":"b"},',
  'lines that a string spells': 'a;1;b\\n',
  'strings of lines': '"a;1\\n"\n',
  'ends of line that are spelt with quotes': '\\n"',
  'rows with blank lines': 'a;1;b\n\n',
  'lines of an old Mac': 'a;1;b\r',
  'columns that are printed': '$ a : chr "a"\n',
  'lines of quotes': '"a,b\n',
  'lines of words': '1 a b\n',
  'names of pseudonyms': 'BEN_NIR_PSA ',
  'pseudonyms that open': "BEN_NIR_PSA='",
  'addresses in one line': 'a@b.fr ',
  'telephone numbers in one line': '0199001234 ',
  'heads of HL7': 'MSH|^~\\&',
  'resources of FHIR': '{"resourceType":"Patient",',
  'documents of CDA': '<recordTarget>',
  'emergency visits': '<PATIENT><CP>7',
  'attributes of DICOM': '(0010,0010) PN ',
};

const length = 100_000;

describe('every detector', function () {
  this.timeout(60_000);

  for (const detector of detectors) {
    it(`${detector.rule} takes time that grows with the text, not with its square`, async () => {
      const slow: string[] = [];
      for (const [what, piece] of Object.entries(adversaries)) {
        const text = piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
        const grown = await growth((of) => detector.detect(of), text);
        if (grown > mostGrowth) slow.push(`${what}: ${grown.toFixed(1)} times`);
      }
      assert.deepEqual(slow, []);
    });
  }

  it('would be caught if it took the square', async () => {
    // Every quote is looked for its end up to the end of the text.
    const square = (text: string) => [...text.matchAll(/"[^;]*;/g)].length;
    assert.ok((await growth(square, '"'.repeat(length / 8))) > mostGrowth);
  });
});
