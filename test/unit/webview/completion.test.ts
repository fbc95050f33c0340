import assert from 'node:assert/strict';
import { carriesUris, droppedUris, movedTo, parted, replaced, triggerAt } from '../../../src/webview/completion.ts';

/** What is typed at the mark `|`. */
function at(marked: string): string | undefined {
  const caret = marked.indexOf('|');
  const text = marked.replace('|', '');
  const found = triggerAt(text, caret);
  if (found === undefined) return undefined;
  assert.equal(text.slice(found.start, found.end), found.sign + found.query, 'it knows where it stands');
  return found.sign + found.query;
}

describe('triggerAt', () => {
  for (const [marked, expected] of Object.entries({
    '#|': '#',
    'explain #epi|': '#epi',
    'explain #R/epi|curve and': '#R/epi',
    'a\n#x|': '#x',
    '(#données.csv|': '#données.csv',
    '/|': '/',
    ' /expl|': '/expl',
    '/fix:now|': '/fix:now',
  })) {
    it(`opens in ${JSON.stringify(marked)}`, () => {
      assert.equal(at(marked), expected);
    });
  }

  for (const marked of ['|', '# a|', 'a#b|', '##|', '#a b|', '#| a'.replace('| a', ' a|'), 'a /b|', '/a b|', 'x <- 1 / 2|', `#${'a'.repeat(101)}|`]) {
    it(`stays closed in ${JSON.stringify(marked.slice(0, 20))}`, () => {
      assert.equal(at(marked), undefined);
    });
  }
});

describe('replaced', () => {
  const typed = (marked: string, by: string): string => {
    const caret = marked.indexOf('|');
    const text = marked.replace('|', '');
    const { text: next, caret: then } = replaced(text, triggerAt(text, caret)!, by);
    return `${next.slice(0, then)}|${next.slice(then)}`;
  };

  it('takes away what a chip says, with the blank that led to it', () => {
    assert.equal(typed('explain #epi| to me', ''), 'explain |to me');
    assert.equal(typed('#epi|', ''), '|');
    assert.equal(typed('explain #epi|', ''), 'explain|');
    assert.equal(typed('explain\u00a0#epi|', ''), 'explain|');
    assert.equal(typed('what is in #epi|?', ''), 'what is in|?');
    assert.equal(typed('(see #epi|)', ''), '(see|)');
    assert.equal(typed('(#epi|) is', ''), '(|) is');
    assert.equal(typed('explain #epi|\nplease', ''), 'explain|\nplease');
    assert.equal(typed('explain\n#epi|', ''), 'explain\n|');
  });

  it('puts a command where it was typed', () => {
    assert.equal(typed('/ex|', '/explain '), '/explain |');
  });
});

describe('parted', () => {
  const typing = (before: string, what: string, behind = ''): string | undefined => {
    const found = parted(before + what + behind, before.length, before.length + what.length);
    return found && `${found.text.slice(0, found.caret)}|${found.text.slice(found.caret)}`;
  };

  it('puts a blank before a word that is typed where one was taken away', () => {
    assert.equal(typing('what is in', 'a'), 'what is in a|');
    assert.equal(typing('what is in', '#'), 'what is in #|');
    assert.equal(typing('what is in', '«'), 'what is in «|');
    assert.equal(typing('compare', 'and b', '?'), 'compare and b|?');
  });

  it('leaves alone what needs none', () => {
    for (const typed of [' ', '?', '.', ')', '\n', '’s']) assert.equal(typing('what is in', typed), undefined, typed);
    assert.equal(typing('', 'a'), undefined, 'at the beginning');
    assert.equal(typing('explain\n', 'a'), undefined, 'at the beginning of a line');
    assert.equal(parted('what is i', 10, 9), undefined, 'something was taken away');
  });
});

describe('movedTo', () => {
  it('goes round, and to the ends', () => {
    assert.equal(movedTo('ArrowDown', 2, 3), 0);
    assert.equal(movedTo('ArrowUp', 0, 3), 2);
    assert.equal(movedTo('PageDown', 0, 3), 2);
    assert.equal(movedTo('PageUp', 2, 3), 0);
    assert.equal(movedTo('Home', 0, 3), undefined, 'belongs to the text');
    assert.equal(movedTo('ArrowDown', 0, 0), undefined);
  });
});

describe('droppedUris', () => {
  const drag = (data: Record<string, string>) => droppedUris((type) => data[type] ?? '');

  it('reads the lists that VS Code and other programs give', () => {
    assert.deepEqual(drag({ 'application/vnd.code.uri-list': 'file:///a.R\r\nfile:///b.R\r\nfile:///a.R' }), ['file:///a.R', 'file:///b.R']);
    assert.deepEqual(drag({ 'text/uri-list': '# dragged\nfile:///a.R\n' }), ['file:///a.R']);
    assert.deepEqual(drag({ resourceurls: '["file:///a.R", 1]' }), ['file:///a.R']);
  });

  it('finds nothing in words', () => {
    assert.deepEqual(drag({ 'text/plain': 'file:///a.R' }), []);
    assert.deepEqual(drag({ resourceurls: 'not JSON' }), []);
    assert.ok(carriesUris(['text/plain', 'text/uri-list']));
    assert.ok(!carriesUris(['text/plain']));
  });
});
