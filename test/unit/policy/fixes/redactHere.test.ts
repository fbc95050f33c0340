import assert from 'node:assert/strict';
import type { Detector } from '../../../../src/server/policy/detectors/detector.ts';
import { redactHere } from '../../../../src/server/policy/fixes/redactHere.ts';
import { changed, markedHit } from './marked.ts';

const nir: Pick<Detector, 'rule' | 'placeholder'> = { rule: 'nir', placeholder: 'NIR' };

describe('redacting in the document', () => {
  const redacted = (marked: string, language: string, detector = nir): string => {
    const hit = markedHit(marked, language);
    return changed(hit.text, [redactHere(hit, detector)]);
  };

  it('puts the word of the detector into a string or a comment as it is', () => {
    assert.equal(redacted('nir <- "⟦2 85 02 75 123 456⟧"', 'r'), 'nir <- "«NIR»"');
    assert.equal(redacted('x <- 1 # ⟦2850275123456⟧', 'r'), 'x <- 1 # «NIR»');
  });

  it('quotes it where it stands bare in code, so that the program still parses', () => {
    assert.equal(redacted('nir <- ⟦2850275123456⟧', 'r'), 'nir <- "«NIR»"');
    assert.equal(redacted('WHERE nir = ⟦2850275123456⟧', 'sql'), "WHERE nir = '«NIR»'");
    assert.equal(redacted('{"nir": ⟦2850275123456⟧}', 'json'), '{"nir": "«NIR»"}');
  });

  it('takes a value of several literals as one', () => {
    assert.equal(redacted('paste0("⟦2850275", "123456⟧")', 'r'), 'paste0("«NIR»")');
  });

  it('leaves prose without quotes', () => {
    assert.equal(redacted('Her number is ⟦2850275123456⟧.', 'markdown'), 'Her number is «NIR».');
  });

  it('writes a plain word for a credential, which stands where programs read words', () => {
    const credentials: typeof nir = { rule: 'credentials', placeholder: 'SECRET' };
    assert.equal(redacted('password <- "⟦tulipe-47⟧"', 'r', credentials), 'password <- "REDACTED"');
    assert.equal(redacted('%let pw = ⟦tulipe47⟧;', 'sas', credentials), '%let pw = REDACTED;');
  });
});
