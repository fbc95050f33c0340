import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'jsonc-parser';

/**
 * Settings as the last start, or the person since, left them.
 * @param {string} path Of a `settings.json`, which may be missing.
 * @returns {Record<string, unknown>}
 */
export function readSettings(path) {
  return existsSync(path) ? (parse(readFileSync(path, 'utf8'), [], { allowTrailingComma: true }) ?? {}) : {};
}

/** Addresses that `npm start` writes, and may write anew: each of its starts has another port. */
const thisMachine = /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/;

/**
 * @param {Record<string, unknown>} settings
 * @returns {string | undefined} a gateway elsewhere that the person has set: it is theirs to change.
 */
export function ownGateway(settings) {
  const url = settings['vigie.gateway.url'];
  return typeof url === 'string' && url !== '' && !thisMachine.test(url) ? url : undefined;
}

/**
 * @param {{ url: string, completionModel: string, chatModel: string } | undefined} model
 * @returns {Record<string, string>} the settings that make Vigie ask this model.
 */
export function settingsFor(model) {
  if (model === undefined) return {};
  return {
    'vigie.gateway.url': model.url,
    'vigie.gateway.completionModel': model.completionModel,
    'vigie.gateway.chatModel': model.chatModel,
  };
}
