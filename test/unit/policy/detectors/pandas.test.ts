import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { changeSince, Look } from '../../../../src/server/policy/detectors/look.ts';
import { personTable } from '../../../../src/server/policy/detectors/personTable.ts';
import { tablesRead } from '../../../../src/server/policy/detectors/tables/index.ts';
import { itFinds, itLetsBe } from './golden.ts';

describe('tables as pandas writes them and is given them', () => {
  itFinds(personTable, {
    'to_json()': '{⟦"prenom":{"0":"Modèle","1":"Exemplaire"},"ddn":{"0":"1931-02-28","1":"1947-02-27"}⟧}',
    'to_json(indent=2)': '{\n  ⟦"prenom": {\n    "0": "Modèle",\n    "1": "Exemplaire"\n  },\n  "ddn": {\n    "0": -1225065600000,\n    "1": -720921600000\n  }⟧\n}',
    'to_json() of some rows': '{⟦"prenom":{"17":"Modèle","4":"Exemplaire"},"age":{"17":31,"4":47}⟧}',
    'to_json() of many rows that are counted from 1': `{⟦${['prenom', 'commune'].map((name) => `"${name}":{${Array.from({ length: 12 }, (_, row) => `"${row + 1}":"Modèle ${row}"`).join(',')}}`).join(',')}⟧}`,
    'to_dict()': "pd.DataFrame({⟦'prenom': {0: 'Modèle', 1: 'Exemplaire'}, 'age': {0: 31, 1: None}⟧})",
    'to_json(orient="split")': '{"columns":["prenom","ddn"],"index":[0,1],"data":[⟦["Modèle","1931-02-28"],["Exemplaire","1947-02-27"]⟧]}',
    'to_json(orient="split") of a long table': `{"columns":["prenom","age"],"index":[${Array.from({ length: 200 }, (_, row) => row).join()}],"data":[⟦${Array.from({ length: 200 }, (_, row) => `["Modèle ${row}",${row % 90}]`).join()}⟧]}`,
    'to_json(orient="values") with the names': '[⟦["prenom","ddn"],["Modèle","1931-02-28"],["Exemplaire","1947-02-27"]⟧]',
    'to_json(orient="values")': '[⟦["IMAGINAIRE","Modèle","1931-02-28","F"],["FICTIVE","Exemplaire","1947-02-27","M"],["INVENTEE","Maquette","2002-06-29","F"]⟧]',
    'rows with the names of their columns': "pd.DataFrame([⟦('Modèle', 31), ('Exemplaire', 47)⟧], columns=['prenom', 'age'])",
    'rows whose names are those behind them': "a = DataFrame([[1, 2], [3, 4]], columns=['n', 'p'])\nb = DataFrame([⟦['Modèle', 31], ['Exemplaire', 47]⟧], columns=['prenom', 'age'])",
    'rows that go on': '{"columns":["prenom","age"],"data":[⟦["Modèle",31],["Exemplaire",47⟧',
  });
  itLetsBe(personTable, {
    'a single row': '{"prenom":{"0":"Modèle"},"ddn":{"0":"1931-02-28"}}',
    'a codebook': "labels = {'telephone': {1: 'fixe', 2: 'portable', 9: 'aucun'}, 'profession': {1: 'A', 2: 'B', 3: 'C'}}",
    'columns with other rows': '{"age":{"0":31,"1":47,"2":58},"sexe":{"0":"F","1":"M","2":"F"},"cp":{"3":"99123","4":"99200","5":"99311"}}',
    'counts by group': '{"columns":["sexe","age","commune","n"],"data":[["F",31,"99123",12],["M",47,"99200",7],["F",58,"99311",9]]}',
    'a matrix': 'np.array([[1, 2, 3], [4, 5, 6]]); x[["nom"]]; x[["prenom"]]',
    'sizes of a figure': 'fig, ax = subplots([["age", "sexe"], ["cp", "date"]])',
    'choices of a form': "CHOIX = [('F', 'Femme'), ('M', 'Homme')]\nnames = ['code', 'sexe']",
    'names of columns far from rows of numbers': `columns = ["prenom", "age"]${' '.repeat(300)}[["a", 1], ["b", 2]]`,
  });

  it('are the same whatever was known of an earlier text', () => {
    const pieces = fc.constantFrom(
      '{"prenom":{"0":"Modèle","1":"Exemplaire"},"age":{"0":31,"1":47}}', '{"columns":["prenom","age"],"index":[0,1],', '"data":[["Modèle",31],["Exemplaire",47]]}', '[["prenom","age"],["Modèle",31],["Exemplaire",47]]',
      '"prenom":{', '"0":"Modèle",', '"1":', '47', '}', '{', '[[', '["a",1],', ']', ', columns=["prenom","age"])', ':', ',', '"', "'", ' ', '\n', '(', ')', '7', 'x'.repeat(170),
    );
    const edits = fc.array(fc.record({ where: fc.nat(), gone: fc.oneof(fc.constant(0), fc.nat(12)), come: fc.array(pieces, { maxLength: 2 }) }), { minLength: 1, maxLength: 8 });
    let tables = 0;
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), edits, (begun, changes) => {
        let text = begun.join('');
        let before = new Look('');
        for (const { where, gone, come } of [{ where: 0, gone: 0, come: [] }, ...changes]) {
          const at = where % (text.length + 1);
          text = text.slice(0, at) + come.join('') + text.slice(at + gone);
          const look = new Look(text, changeSince(text, [before]));
          const anew = new Look(text).noted(tablesRead).all;
          assert.deepEqual(look.noted(tablesRead).all.map(plain), anew.map(plain));
          assert.deepEqual(personTable.detect(text, look), personTable.detect(text));
          tables += anew.length;
          look.settle();
          before = look;
        }
      }),
      { numRuns: 1_500, examples: [farBehind(`"age":{"0":"${long}","1"`, ':', '47}'), farBehind(`[["a",1],["b","${long}"]`, ',["c",3]]', 'x')] },
    );
    assert.ok(tables > 3_000, `${tables} tables`);
  });
});

const long = 'x'.repeat(150);

/** What a change makes of values that end before it, far behind them. */
function farBehind(values: string, come: string, behind: string): [string[], { where: number; gone: number; come: string[] }[]] {
  const text = `${values}${' '.repeat(15)}`;
  return [[text, behind], [{ where: text.length, gone: 0, come: [come] }]];
}

/** A table without what it is remembered by. */
function plain({ start, end, names, columns }: { readonly start: number; readonly end: number; readonly names: unknown; readonly columns: unknown }) {
  return { start, end, names, columns };
}
