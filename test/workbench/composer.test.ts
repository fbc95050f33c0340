import assert from 'node:assert/strict';
import type { AttachmentMatch, AttachmentView, ToPanel } from '../../src/protocol/panel.ts';
import { panelOf } from '../support/panelPage.ts';
import { panelStates } from '../support/panelStates.ts';

describe('the question’s field', () => {
  const panel = panelOf({ width: 290, height: 800 });
  const field = () => panel().page.locator('.composer textarea');
  const type = (text: string) => panel().page.keyboard.type(text);
  const lastPosted = async () => (await panel().posted()).filter(({ type: kind }) => kind !== 'focus').at(-1);

  beforeEach(async () => {
    await panel().begin();
    await field().focus();
  });

  /** Types a name behind `#` and takes what is found. */
  async function attach(name: string): Promise<void> {
    await type(`#${name}`);
    const match: AttachmentMatch = { id: name, kind: 'file', name: `${name}.R`, detail: 'R' };
    await panel().tell({ type: 'attachmentMatches', query: name, matches: [match] });
    await panel().page.getByRole('option').first().waitFor();
    await panel().page.keyboard.press('Enter');
    await panel().page.getByRole('option').first().waitFor({ state: 'detached' });
  }

  it('keeps no blank that led to what a chip says', async () => {
    await type('Is there a peak in ');
    await attach('delays');
    assert.equal(await field().inputValue(), 'Is there a peak in');
    await type('?');
    assert.equal(await field().inputValue(), 'Is there a peak in?');
    await panel().page.keyboard.press('Backspace');
    await type('now');
    assert.equal(await field().inputValue(), 'Is there a peak in now');
  });

  it('parts the words that follow, and opens the next list', async () => {
    await type('Compare ');
    await attach('functions');
    await attach('delays');
    await type('and say why');
    assert.equal(await field().inputValue(), 'Compare and say why');
    assert.deepEqual((await panel().posted()).flatMap((each) => (each.type === 'attach' ? [each.id] : [])), ['functions', 'delays']);
  });

  it('leaves a blank that the person takes away', async () => {
    await type('in ');
    await attach('delays');
    await type('s');
    await panel().page.keyboard.press('ArrowLeft');
    await panel().page.keyboard.press('Backspace');
    await panel().page.keyboard.press('End');
    await type('ide');
    assert.equal(await field().inputValue(), 'inside');
  });

  it('offers the columns in the place of a data file that is refused, on its chip, and keeps the keyboard', async () => {
    const refused: AttachmentView = { id: 'a', kind: 'file', name: 'data/linelist.csv', label: 'sensitive', fate: 'refused' };
    await panel().tell({ type: 'attachments', attachments: [refused, { ...refused, id: 'b', name: 'data/open.csv', columns: true }] });
    const button = panel().page.getByRole('button', { name: /^Attach Columns Instead/ });
    await button.first().waitFor();
    assert.equal(await button.count(), 1, 'only where the columns may go');
    assert.equal(await button.getAttribute('aria-label'), 'Attach Columns Instead: data/open.csv');
    await button.click();
    assert.deepEqual(await lastPosted(), { type: 'takeColumns', id: 'b' });
    assert.equal(await panel().page.evaluate('document.activeElement.tagName'), 'TEXTAREA');
  });

  it('cuts the folder on a chip first, puts the label below then, and cuts the file last', async () => {
    const view: AttachmentView = { id: 'a', kind: 'file', name: 'data/2024/visits/', label: 'internal', fate: 'sent' };
    const files = ['R.R', 'urgences.R', 'passages_aux_urgences_par_departement_et_par_semaine.R'];
    await panel().tell({ type: 'attachments', attachments: files.map((file, index) => ({ ...view, id: String(index), name: view.name.repeat(index + 1) + file })) });
    await panel().page.locator('.chip').last().waitFor();
    const shown = await panel().page.evaluate<readonly unknown[]>(`[...document.querySelectorAll('.chip')].map((chip) => {
      const [folder, file, label] = ['folder', 'file', 'label'].map((part) => chip.querySelector('.chip-' + part));
      const below = label.getBoundingClientRect().top >= file.getBoundingClientRect().bottom - 1;
      return [folder.scrollHeight > folder.clientHeight, below, file.scrollWidth > file.clientWidth, chip.querySelector('.chip-name').title.endsWith(file.textContent)];
    })`);
    assert.deepEqual(shown, [
      [false, false, false, true],
      [true, false, false, true],
      [true, true, true, true],
    ]);
  });

  it('marks in the list what will be refused, for who sees it and for who hears it', async () => {
    await type('#a');
    const match: AttachmentMatch = { id: '1', kind: 'file', name: 'visits.csv', detail: 'data', refused: true };
    await panel().tell({ type: 'attachmentMatches', query: 'a', matches: [match, { ...match, id: '2', name: 'a.R', refused: false }] });
    await panel().page.getByRole('option', { name: /^visits\.csv data File will be refused$/ }).waitFor();
    assert.equal(await panel().page.locator('.completion .icon-blocked').count(), 1);
    await panel().page.getByRole('option', { name: /^a\.R data File$/ }).waitFor();
  });

  it('says that nothing was sent where no server was reached', async () => {
    const messages: readonly ToPanel[] = panelStates['after no connection']?.messages ?? [];
    await panel().tell(...messages);
    await panel().page.locator('.card-failure').waitFor();
    assert.match(await panel().page.locator('.reply').innerText(), /Nothing was sent\./);
    assert.equal(await panel().page.getByText('What was sent').count(), 0);
    await panel().tell(...messages.map((each): ToPanel => (each.type === 'done' && each.result.outcome === 'failed' ? { ...each, result: { ...each.result, stayed: false } } : each)));
    await panel().page.getByText('What was sent').waitFor();
    assert.equal(await panel().page.getByText('Nothing was sent.').count(), 0);
  });
});
