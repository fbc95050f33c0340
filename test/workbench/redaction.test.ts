import assert from 'node:assert/strict';
import { ScriptedModel } from '../support/scriptedModel.ts';
import { workbenchOf } from '../support/workbench.ts';

/** Invented; no detector but that of credentials knows it. */
const password = 'Tulip-9341-Meadow';

/** Invented persons; a table of them is sent only if somebody asks for it to be redacted. */
const persons = ['Ambre Dubourg-Exemple', 'Basile Fictif-Lenoir', 'Capucine Inventée'];

const files = {
  'R/connect.R': ['library(DBI)', `db_password <- "${password}"`, 'reader <- "readonly"', ''].join('\n'),
  'R/cohort.R': [
    'cohort <- tribble(',
    '  ~nom, ~date_naissance, ~sexe, ~date_hospitalisation,',
    ...persons.map((name, index) => `  "${name}", "197${index}-0${index + 1}-1${index}", "F", "2025-11-0${index + 2}",`),
    ')',
    'nrow(cohort)',
    '',
  ].join('\n'),
};

describe('redaction on the workbench', () => {
  let gateway: ScriptedModel;
  before(async () => {
    gateway = await ScriptedModel.saying();
  });
  after(() => gateway.close());
  beforeEach(() => {
    gateway.received.length = 0;
    gateway.script = {};
  });

  const workbench = workbenchOf(() => ({
    files,
    settings: { 'vigie.gateway.url': gateway.url },
    // A server on this machine that may receive no more than one elsewhere, so that what arrives can be read.
    ownRules: { clearances: [{ destination: 'this-machine', label: 'internal', reason: 'It stands for one elsewhere.' }] },
  }));
  before(async () => {
    await workbench.page.openFile('R/connect.R');
    await workbench.page.waitForVigie();
  });

  const questions = () => gateway.to('/v1/chat/completions').map(({ body }) => body);

  it('shows the next completion’s body with what stands for the password marked, and sends nothing', async () => {
    const { page } = workbench;
    await page.openFile('R/connect.R');
    await page.run('Vigie: Show What Would Be Sent');
    const { lines, marks } = page.preview();
    await marks.first().waitFor();
    const words = (await lines.innerText()).replace(/\s+/g, ' ');
    assert.match(words, /may be sent with 1 value redacted/);
    assert.ok(!words.includes(password), 'the password would leave');
    assert.ok(!gateway.everything.includes('library(DBI)'), 'the script has left');
    await page.run('View: Close All Editors');
  });

  it('keeps a password from the model, and puts it into the ghost text that the model made of its placeholder', async () => {
    const { page, saved } = workbench;
    gateway.script = { completion: ['dbConnect(odbc(), reader, "«SEC', 'RET-1»")'] };
    await page.openFile('R/connect.R');
    await page.type('con <- ');
    assert.equal(await page.waitForGhostText(), `dbConnect(odbc(), reader, "${password}")`);
    await page.page.keyboard.press('Tab');
    await page.waitForNoGhostText();
    assert.ok((await saved('R/connect.R')).endsWith(`\ncon <- dbConnect(odbc(), reader, "${password}")`));
    assert.ok(gateway.to('/v1/completions').some(({ body }) => body.includes('db_password <- \\"«SECRET-1»\\"')));
    assert.ok(!gateway.everything.includes(password), 'the password has left');
  });

  it('restores a password in an answer, and says what was redacted', async () => {
    const { page } = workbench;
    gateway.script = { chat: ['Write `pwd = "«SEC', 'RET-1»"` instead.'] };
    await page.openFile('R/connect.R');
    await page.ask('How do I pass the password?');
    const reply = await page.waitForReply();
    assert.match(await reply.locator('.answer').innerText(), new RegExp(`Write pwd = "${password}" instead\\.`));
    const note = reply.locator('.redactions');
    assert.match(await note.innerText(), /1 value was redacted on the way out: SECRET-1/);
    await page.openFile('R/functions.R');
    await page.ask('And why?');
    await page.waitForReply();
    assert.equal(questions().length, 2);
    assert.match(questions()[0]!, /db_password <- \\"«SECRET-1»\\"/);
    assert.match(questions()[1]!, /Write `pwd = \\"«SECRET-1»\\"` instead/, 'the restored answer goes redacted again');
    assert.ok(!gateway.everything.includes(password), 'the password has left');
  });

  it('refuses a table of persons, and sends it redacted once the person asks for that', async () => {
    const { page } = workbench;
    await page.newConversation();
    gateway.script = { chat: ['It counts the rows of «TABLE-1».'] };
    await page.openFile('R/cohort.R');
    await page.page.keyboard.press('Control+A');
    await page.explain();
    const reply = await page.waitForReply();
    assert.match(await reply.locator('.card-refusal').innerText(), /R\/cohort\.R/);
    assert.deepEqual(questions(), []);

    await reply.getByRole('button', { name: 'Send Redacted' }).click();
    await reply.locator('.redactions').waitFor();
    assert.match(await reply.innerText(), /1 value was redacted on the way out: TABLE-1/);
    assert.match(await reply.locator('.answer').innerText(), new RegExp(persons[0]!), 'the answer holds the table again');
    assert.equal(questions().length, 1);
    assert.match(questions()[0]!, /«TABLE-1»/);
    assert.match(questions()[0]!, /nrow\(cohort\)/, 'the rest of the script went along');
    for (const name of persons) assert.ok(!gateway.everything.includes(name), 'a name has left');
  });

  it('does not resend what a rule has flagged since, also before that is saved', async () => {
    const { page } = workbench;
    gateway.script = { chat: ['An answer.'] };
    await page.newConversation();
    const word = 'Semaine du pic dans chaque région';
    await page.openFile('R/epicurve.R');
    await page.ask('What is drawn here?');
    await page.waitForReply();
    await page.openFile('R/functions.R');
    await page.ask('And here?');
    await page.waitForReply();
    assert.deepEqual(questions().map((body) => body.includes(word)), [true, true], 'the conversation goes along');

    await page.openFile('.vigie.json');
    await page.goToLine(3);
    await page.insert('{ "paths": ["R/epicurve.R"], "label": "sensitive", "reason": "Not published yet." },');
    await page.page.locator('.tab.active.dirty').waitFor();
    await page.openFile('R/functions.R');
    await page.ask('And what is missing?');
    const reply = await page.waitForReply();
    assert.match(await reply.innerText(), /3 parts of the question or the conversation were left out/);
    assert.equal(questions().length, 3);
    assert.ok(!questions()[2]!.includes(word), 'flagged text was sent again');
    assert.ok(questions()[2]!.includes('And here?'), 'the rest of the conversation still goes along');
  });

  it('marks a password in code, and reads it from the environment instead', async () => {
    const { page, saved } = workbench;
    await page.openFile('R/connect.R');
    await page.page.locator('.editor-instance .squiggly-warning').first().waitFor();
    await page.fixNextProblem(/Read it from the environment variable/);
    await page.page.locator('.editor-instance .view-line').filter({ hasText: /Sys\.getenv/ }).first().waitFor();
    assert.match(await saved('R/connect.R'), /^library\(DBI\)\ndb_password <- Sys\.getenv\("[A-Z_]+"\)\n/);
  });
});
