import assert from 'node:assert/strict';
import { columnsOf, columnsText } from '../../../src/server/chat/attachedSchema.ts';

const told = (text: string): string => {
  const columns = columnsOf(text, 'data/linelist.csv');
  assert.ok(typeof columns !== 'string', JSON.stringify(columns));
  return columnsText(columns);
};

describe('columnsOf', () => {
  it('tells names and types, never a value', () => {
    const text = 'id;age;onset;hospital;weight;died;note\nFICTIF01;34;2024-01-05;CHU Fictif;61,5;oui;\nFICTIF02;NA;2024-02-07;CHU Fictif;70;non;\n';
    assert.equal(told(text), 'id: text\nage: integer\nonset: date\nhospital: text\nweight: number\ndied: logical\nnote: empty');
  });

  for (const [what, text] of Object.entries({
    commas: 'a_name,count\nx,1\ny,2\n',
    semicolons: 'a_name;count\nx, or z;1\ny, or z;2\n',
    tabs: 'a_name\tcount\nx\t1\ny\t2\n',
    bars: 'a_name|count\nx|1\ny|2\n',
    'quotes that hold delimiters and lines': '"a_name","count"\n"x, \n or ""y""",1\n"z",2\n',
    'a mark of UTF-8': '\uFEFFa_name,count\nx,1\n',
    'Windows line ends': 'a_name,count\r\nx,1\r\ny,2\r\n',
    'an end in the middle of a quoted value': 'a_name,count\nx,1\n"y was cut h',
  })) {
    it(`reads ${what}`, () => {
      assert.equal(told(text), 'a_name: text\ncount: integer');
    });
  }

  it('names the row names that R writes without a name', () => {
    assert.equal(told('"","sex","n"\n"1","F",3\n"2","M",4\n'), 'row_names: integer\nsex: text\nn: integer');
  });

  it('tells of a header without rows', () => {
    assert.equal(told('id,age\n'), 'id: empty\nage: empty');
  });

  it('says how many columns of a very wide table are left out', () => {
    const wide = `${Array.from({ length: 400 }, (_, index) => `gene_${index}`).join(',')}\n${'1,'.repeat(399)}1\n`;
    assert.match(told(wide), /\(and 100 more columns\)$/);
  });

  for (const [what, text] of Object.entries({
    'rows without a header': 'FICTIF01;34;2024-01-05\nFICTIF02;35;2024-01-06\n',
    'rows of words without a header': 'Durand;Rennes;F\nMartin;Brest;M\nPetit;Brest;F\n',
    'a first row with something missing': 'Durand;NA;F\nMartin;3;M\n',
    'a first row beside numbers that misses them': 'Durand;;F\nMartin;3;M\n',
    'one value for all, and numbers': 'Durand;Brest;Rennes\nMartin;Brest;12\n',
    'a name that comes twice': 'a;a\n1;2\n',
    'a line of words alone': 'Durand;Marie;Lyon\n',
    'a sentence': 'This report was made by somebody on purpose, it is long\nand has lines, 3\n',
    'a single column': 'x\n1\n',
    nothing: '',
  })) {
    it(`tells nothing of ${what}`, () => {
      assert.equal(typeof columnsOf(text, 'data/linelist.csv'), 'string');
    });
  }
});
