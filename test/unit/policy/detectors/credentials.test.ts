import assert from 'node:assert/strict';
import { credentials } from '../../../../src/server/policy/detectors/credentials.ts';

/** Put together here, so that no scanner takes this file itself for a leak. */
const token = ['ghp', '_wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('');
const privateKey = [
  '-----BEGIN RSA PRIVATE',
  ' KEY-----\n',
  'MIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn/ygWyF8PbnGy5AHB4'.repeat(4),
  '\n-----END RSA PRIVATE',
  ' KEY-----',
].join('');

const secrets = {
  'an R assignment': 'password <- "Gr1ppe2026!"',
  'an R function argument': 'con <- dbConnect(Postgres(), user = "epi", password = "Gr1ppe2026!")',
  'an R environment variable': 'Sys.setenv(MISTRAL_API_KEY = "q8Zr3mVb1LwXy7Tn")',
  'a Python dictionary': "cfg = {'api_key': 'q8Zr3mVb1LwXy7Tn'}",
  'a token as REDCap’s clients take it': 'exportRecords(url, token = "9A81268476645C4E5F03428B8AC3AA7B")',
  'a French name': 'mot_de_passe = "Gr1ppe2026!"',
  'a SAS libname': 'libname epi oracle user=epi password="Gr1ppe2026!" path=prod;',
  'a SAS connect string': 'connect to oracle (user=epi password=Gr1ppe2026 path=prod);',
  'a SQL connection address': 'url = "postgres://epi:Gr1ppe2026@db.local/oscour"',
  'a well-known token': `token_of_ci = f("${token}")`,
  'a private key': privateKey,
};

const harmless = {
  'a value from the environment': 'password <- Sys.getenv("DB_PASSWORD")',
  'a value that is asked for': 'dbConnect(drv, password = rstudioapi::askForPassword("Database password"))',
  'a placeholder': 'password <- "xxxxxx"',
  'a French placeholder': 'password = "votre-mot-de-passe"',
  'a SAS macro variable': 'libname epi oracle user=epi password="&pw";',
  'a template': 'password: "${DB_PASSWORD}"',
  'a token of text mining': 'unnest_tokens(word, text, token = "ngrams")',
  'an empty value': "password = ''",
  'a column name': 'select(id, token_count, password_changed_at)',
  'a key of a join': 'left_join(weekly, population, by = "region_key")',
};

describe('credentials', () => {
  for (const [what, text] of Object.entries(secrets)) {
    it(`finds ${what}`, async () => {
      assert.ok((await credentials.detect(`x <- 1\n${text}\n`)).length > 0);
    });
  }
  for (const [what, text] of Object.entries(harmless)) {
    it(`lets ${what} be`, async () => {
      assert.deepEqual(await credentials.detect(`x <- 1\n${text}\n`), []);
    });
  }

  it('tells where', async () => {
    const [hit] = await credentials.detect('x <- 1\npassword <- "Gr1ppe2026!"\n');
    assert.deepEqual(hit, { start: 7, end: 32 });
  });
});
