import assert from 'node:assert/strict';
import { fromEnvironment } from '../../../../src/server/policy/fixes/fromEnvironment.ts';
import { changed, markedHit } from './marked.ts';

/** Each case: what it is, the text with its hit marked, and the text after the fix; undefined where there is none. */
type Cases = Readonly<Record<string, readonly [before: string, after: string | undefined]>>;

const languages: Readonly<Record<string, Cases>> = {
  r: {
    'a password': ['password <- "⟦tulipe-47⟧"', 'password <- Sys.getenv("PASSWORD")'],
    'an argument of a connection': [
      "con <- dbConnect(odbc(), uid = 'epi', pwd = '⟦tulipe-47⟧')",
      `con <- dbConnect(odbc(), uid = 'epi', pwd = Sys.getenv("DB_PASSWORD"))`,
    ],
    'a value pushed to the right': ['"⟦tulipe-47⟧" -> mdp', 'Sys.getenv("PASSWORD") -> mdp'],
    'a raw string': ['api_key <- r"--(⟦tulipe-47⟧)--"', 'api_key <- Sys.getenv("API_KEY")'],
    'a part of a connect string': [
      'dbConnect(odbc(), .connection_string = "Uid=epi;Pwd=⟦tulipe-47⟧;Port=1")',
      'dbConnect(odbc(), .connection_string = paste0("Uid=epi;Pwd=", Sys.getenv("DB_PASSWORD"), ";Port=1"))',
    ],
    'the end of a string': ['x <- "Pwd=⟦tulipe-47⟧"', 'x <- paste0("Pwd=", Sys.getenv("PASSWORD"))'],
    'a name in camel case, after a comment with a quote': [
      '# don\'t\ndbPassword = "⟦tulipe-47⟧"',
      '# don\'t\ndbPassword = Sys.getenv("DB_PASSWORD")',
    ],
    'a name that says nothing of a secret': ['path <- "⟦tulipe-47⟧"', 'path <- Sys.getenv("PATH_SECRET")'],
    'a comment': ['# password <- "⟦tulipe-47⟧"', undefined],
    'a string without an end': ['password <- "⟦tulipe-47⟧', undefined],
  },
  python: {
    'a password': ['import os\npassword = "⟦tulipe-47⟧"\n', 'import os\npassword = os.environ["PASSWORD"]\n'],
    'a program without the module': [
      '#!/usr/bin/env python\n"""Rates.\n"""\nimport pandas as pd\n\ntoken = "⟦tulipe-47⟧"\n',
      '#!/usr/bin/env python\n"""Rates.\n"""\nimport os\nimport pandas as pd\n\ntoken = os.environ["TOKEN"]\n',
    ],
    'a cell with a magic': ['%%time\npwd = "⟦tulipe-47⟧"\n', '%%time\nimport os\npwd = os.environ["PASSWORD"]\n'],
    'a module among others': [
      'import sys, os as _os, os\npwd = "⟦tulipe-47⟧"\n',
      'import sys, os as _os, os\npwd = os.environ["PASSWORD"]\n',
    ],
    'a line of the future first': [
      'from __future__ import annotations\npwd = "⟦tulipe-47⟧"\n',
      'from __future__ import annotations\nimport os\npwd = os.environ["PASSWORD"]\n',
    ],
    'bytes': ['import os\nkey = b"⟦tulipe-47⟧"', 'import os\nkey = os.environ["API_KEY"].encode()'],
    'a part of a URL': [
      'import os\nurl = "postgresql://epi:⟦tulipe-47⟧@db/visits"',
      'import os\nurl = ("postgresql://epi:" + os.environ["DB_PASSWORD"] + "@db/visits")',
    ],
    'a part of an f-string': [
      'import os\nx = f"{user} pwd=⟦tulipe-47⟧ {host}"',
      'import os\nx = (f"{user} pwd=" + os.environ["PASSWORD"] + f" {host}")',
    ],
    'strings side by side': ['import os\nx = "host=db "\\\n  "pwd=⟦tulipe-47⟧"', undefined],
    'an entry of a dictionary': [
      'import os\nc = {"password": "⟦tulipe-47⟧"}',
      'import os\nc = {"password": os.environ["PASSWORD"]}',
    ],
  },
  sas: {
    'a library': [
      "libname db oracle user=epi password='⟦tulipe-47⟧';",
      'libname db oracle user=epi password="%sysget(DB_PASSWORD)";',
    ],
    'a bare value': ['libname db oracle user=epi pw=⟦tulipe47⟧;', 'libname db oracle user=epi pw="%sysget(DB_PASSWORD)";'],
    'a macro variable': ['%let pw = ⟦tulipe47⟧;', '%let pw = %sysget(PASSWORD);'],
    'a part of a string': [
      'proc sql; connect to odbc (noprompt="Pwd=⟦tulipe-47⟧;");',
      'proc sql; connect to odbc (noprompt="Pwd=%sysget(DB_PASSWORD);");',
    ],
    'a part of a string that would become a macro': ["x = 'a&b Pwd=⟦tulipe-47⟧;';", undefined],
    'code behind a comment': ["* don't; password='⟦tulipe-47⟧';", `* don't; password="%sysget(PASSWORD)";`],
  },
  stata: {
    'a connect string': [
      'odbc load, dsn("x") user("epi") password("⟦tulipe-47⟧")',
      'odbc load, dsn("x") user("epi") password("`: environment DB_PASSWORD\'")',
    ],
    'a compound string': ['local s `"Pwd=⟦tulipe-47⟧;"\'', 'local s `"Pwd=`: environment PASSWORD\';"\''],
  },
  shellscript: {
    'a variable': ["export PGPASSWORD='⟦tulipe-47⟧'", 'export PGPASSWORD="$PGPASSWORD"'],
    'a bare value': ['PGPASSWORD=⟦tulipe-47⟧ psql', 'PGPASSWORD="$PGPASSWORD" psql'],
    'a part of a string': ['curl "http://u:⟦tulipe-47⟧@h"', 'curl "http://u:${PASSWORD}@h"'],
    'a part of a plain string': ["curl 'http://h?token=⟦tulipe-47⟧&x'", `curl 'http://h?token='"$TOKEN"'&x'`],
  },
  sql: { 'a role': ["CREATE ROLE epi PASSWORD '⟦tulipe-47⟧';", undefined] },
  plaintext: { 'a note': ['password: "⟦tulipe-47⟧"', undefined] },
  quarto: {
    'a chunk of R': [
      '---\ntitle: "don\'t"\n---\nIt\'s:\n\n```{r}\npwd <- "⟦tulipe-47⟧"\n```\n',
      '---\ntitle: "don\'t"\n---\nIt\'s:\n\n```{r}\npwd <- Sys.getenv("PASSWORD")\n```\n',
    ],
    'a chunk of Python': [
      'It\'s:\n\n```{python}\n#| echo: false\npwd = "⟦tulipe-47⟧"\n```\n',
      'It\'s:\n\n```{python}\n#| echo: false\nimport os\npwd = os.environ["PASSWORD"]\n```\n',
    ],
    prose: ['The password is "⟦tulipe-47⟧".', undefined],
  },
};

describe('reading a credential from the environment', () => {
  for (const [language, cases] of Object.entries(languages)) {
    for (const [what, [before, after]] of Object.entries(cases)) {
      it(`${after === undefined ? 'leaves' : 'replaces'} ${what} in ${language}`, () => {
        const hit = markedHit(before, language);
        const fix = fromEnvironment(hit);
        assert.equal(fix && changed(hit.text, fix.changes), after);
      });
    }
  }

  it('names the variable by whose token it is, where the code does not', () => {
    const fix = fromEnvironment(markedHit('library(gh)\ngh("/user", .token = "⟦ghp_tulipe47tulipe47⟧")', 'r'));
    assert.equal(fix?.variable, 'GITHUB_TOKEN');
  });
});
