import assert from 'node:assert/strict';
import { blockEnds } from '../../../../src/server/completion/postprocess/blockEnds.ts';
import { filtered } from './golden.ts';

describe('ends of blocks', () => {
  const kept = (marked: string, text: string, languageId = 'sas'): string | undefined =>
    filtered(blockEnds, marked, text, { languageId })?.text;

  it('are not written behind a step that has ended', () => {
    assert.equal(kept('proc print data=a;\nrun;\n║', "title 'b';\nrun;"), "title 'b';");
    assert.equal(kept('data a; set b; run;\n║', 'run;'), '');
  });

  it('are written where a step, loop or macro is open', () => {
    for (const [marked, text] of [
      ['data a;\n  set b;║', '\nrun;'],
      ['║', 'proc sort data=a; by b; run;\nproc print;\nrun;'],
      ['proc sql;\n  select 1;\n║', 'quit;'],
      ['proc datasets;\nrun;\n║', 'quit;'],
      ['data a;\n  do i = 1 to 3;\n  ║', 'end;\nrun;'],
      ['%rates(a)\n║', 'run;'],
    ] as const) {
      assert.equal(kept(marked, text), text, marked);
    }
  });

  it('are written in Stata where a program is open', () => {
    assert.equal(kept('program define a\n  list\n║', 'end', 'stata'), 'end');
    assert.equal(kept('program define a\n  list\nend\n║', 'list\nend', 'stata'), 'list');
    assert.equal(kept('foreach v in a b {\n║', '  list\n}\nend', 'stata'), '  list\n}');
    assert.equal(kept('mata:\n  x = 1\n║', 'end', 'stata'), 'end');
  });

  it('matter in no other language', () => {
    assert.equal(kept('║', 'end', 'julia'), 'end');
  });
});
