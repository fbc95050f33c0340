import assert from 'node:assert/strict';
import type { Label } from '../../../../../src/protocol/label.ts';
import { refusedByPath } from '../../../../../src/client/chat/attachments/refused.ts';

const files = ['R/a.R', 'data/visits.csv', '.Renviron'];
const told = (...labels: Label[]) => () => Promise.resolve(labels);
const cleared = (clearance: Label) => ({ origin: 'https://gateway.example', clearance });

describe('what a list knows to be refused', () => {
  it('is what exceeds the clearance by its path', async () => {
    const labels = told('internal', 'sensitive', 'secret');
    assert.deepEqual(await refusedByPath(files, cleared('public'), labels), [true, true, true]);
    assert.deepEqual(await refusedByPath(files, cleared('internal'), labels), [false, true, true]);
    assert.deepEqual(await refusedByPath(files, cleared('sensitive'), labels), [false, false, true]);
  });

  it('is nothing where no destination is set, and nobody is asked', async () => {
    const never = (): never => assert.fail('asked');
    assert.deepEqual(await refusedByPath(files, { origin: '', clearance: 'public' }, never), [false, false, false]);
    assert.deepEqual(await refusedByPath([], cleared('public'), never), []);
  });

  it('is nothing where the server cannot be asked, or does not answer in time', async () => {
    assert.deepEqual(await refusedByPath(files, cleared('public'), () => Promise.reject(new Error('stopped'))), [false, false, false]);
    const began = performance.now();
    assert.deepEqual(await refusedByPath(files, cleared('public'), () => new Promise(() => undefined)), [false, false, false]);
    assert.ok(performance.now() - began < 1000, 'the list does not wait for it');
  });
});
