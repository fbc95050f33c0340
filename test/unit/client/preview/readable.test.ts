import assert from 'node:assert/strict';
import { readable } from '../../../../src/client/preview/readable.ts';

describe('a body laid out for reading', () => {
  it('has its members on lines of their own', () => {
    const text = readable('{"model":"m","stop":["\\n\\n"],"n":1,"none":[],"deep":{"on":true,"off":null}}');
    assert.equal(
      text,
      [
        '{',
        '  "model": "m",',
        '  "stop": [',
        '    "\\n\\n"',
        '  ],',
        '  "n": 1,',
        '  "none": [],',
        '  "deep": {',
        '    "on": true,',
        '    "off": null',
        '  }',
        '}',
      ].join('\n'),
    );
  });

  it('has texts of several lines as they are, at the left edge', () => {
    const text = readable(JSON.stringify({ prompt: 'a <- "x"\r\n  b\n' }));
    assert.equal(text, '{\n  "prompt": """\na <- "x"\n  b\n\n"""\n}');
  });

  it('is the text itself where that is no JSON', () => {
    assert.equal(readable('{"cut": "of'), '{"cut": "of');
  });
});
