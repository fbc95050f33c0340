import assert from 'node:assert/strict';
import { answerOf } from '../../bench/panel/texts.ts';
import { heapOf } from '../support/heap.ts';
import { panelOf } from '../support/panelPage.ts';

describe('a long conversation', () => {
  const panel = panelOf();

  /** How far the reader is from the end, in CSS pixels, once the page has come to rest. */
  const distance = async () => {
    for (let frame = 0; frame < 5; frame += 1) await panel().nextFrame();
    return panel().page.evaluate<number>(`(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight)(document.querySelector('.log'))`);
  };
  const scroll = (by: number) => panel().page.evaluate(`document.querySelector('.log').scrollTop += ${by}`);

  it('begins where its introduction does, and on a low page gives the answer the room of the destination', async () => {
    await panel().page.setViewportSize({ width: 165, height: 290 });
    await panel().begin('fr');
    await distance();
    const top = await panel().page.evaluate(`document.querySelector('.log').scrollTop`);
    await panel().page.locator('.log').focus();
    await panel().page.locator('.composer textarea').focus();
    const box = await panel().page.locator('.send-button').boundingBox();
    await panel().page.setViewportSize({ width: 420, height: 800 });
    await panel().begin();
    assert.equal(top, 0);
    assert.ok(box !== null && box.y + box.height <= 290 && box.x + box.width <= 165, JSON.stringify(box));
  });

  it('stays at its end, whatever is laid out and typeset later', async () => {
    for (const turn of ['1', '2']) {
      await panel().answer(turn, answerOf(30_000));
      assert.ok((await distance()) <= 24);
    }
  });

  it('stays at its end where the question’s field grows', async () => {
    const field = panel().page.locator('.composer textarea');
    const height = () => panel().page.evaluate<number>(`document.querySelector('.log').clientHeight`);
    const before = await height();
    await field.fill('one\ntwo\nthree\nfour\nfive');
    assert.ok((await distance()) <= 1);
    assert.ok((await height()) < before, 'it gave up room');
    await field.fill('');
    assert.ok((await distance()) <= 1);
  });

  it('is left by who goes up, in steps however small, and gone back to', async () => {
    for (let step = 0; step < 6; step += 1) {
      await scroll(-9);
      await panel().nextFrame();
    }
    assert.ok((await distance()) > 40);
    await panel().tell({ type: 'progress', id: '2', progress: { kind: 'text', text: '\n\nmore\n\nand more' } });
    assert.ok((await distance()) > 40, 'what comes does not take the reader along');
    await panel().page.getByRole('button', { name: 'Scroll to the End' }).click();
    assert.ok((await distance()) <= 24);
  });

  it('can be selected as a whole, with what is not seen', async () => {
    await panel().page.evaluate(`getSelection().selectAllChildren(document.querySelector('.answer'))`);
    await distance();
    const text = await panel().page.evaluate<string>('getSelection().toString()');
    assert.match(text, /season 1\b/);
    assert.match(text, /season 97/);
  });

  it('leaves nothing behind in the page when it is cleared', async () => {
    const { page, context } = panel();
    const kept = async () => (await heapOf(page, context)).texts.filter((text) => text.length > 1000 && text.includes('season 1'));
    assert.notDeepEqual(await kept(), [], 'it is found where it is');
    await panel().tell({ type: 'cleared' });
    await distance();
    assert.deepEqual((await kept()).map((text) => text.slice(0, 100)), []);
  });
});
