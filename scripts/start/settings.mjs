import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'jsonc-parser';

/**
 * Settings as the last start, or the person since, left them.
 * @param {string} path Of a `settings.json`, which may be missing.
 * @returns {Record<string, unknown>}
 */
export function readSettings(path) {
  return existsSync(path) ? (parse(readFileSync(path, 'utf8'), [], { allowTrailingComma: true }) ?? {}) : {};
}

/** What a first start sets, and the person may change: nothing asks and nothing is empty at first sight. */
export const firstSettings = {
  'git.openRepositoryInParentFolders': 'never',
  'workbench.startupEditor': 'readme',
};

const keys = ['vigie.gateway.url', 'vigie.gateway.completionModel', 'vigie.gateway.chatModel'];

/** Where `npm start` has always put its own model. */
const thisMachine = /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/;

/**
 * Takes out what an earlier start has put in: its model runs no more, or at another port.
 * @param {Record<string, unknown>} settings
 * @param {Record<string, unknown> | undefined} written What the last start put in, by its own note; without one, an
 *   address of this machine is taken for its own.
 * @returns {Record<string, unknown>} a copy with what the person has set.
 */
export function withoutEarlier(settings, written) {
  const url = settings['vigie.gateway.url'];
  const note = written ?? (thisMachine.test(url) ? settings : {});
  return Object.fromEntries(
    Object.entries(settings).filter(([key, value]) => !(keys.includes(key) && value === note[key])),
  );
}

/**
 * @param {Record<string, unknown>} settings Without those of an earlier start.
 * @returns {string | undefined} a gateway that the person has set: it is theirs to change.
 */
export function ownGateway(settings) {
  const url = settings['vigie.gateway.url'];
  return typeof url === 'string' && url !== '' ? url : undefined;
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

/**
 * The note on what the last start put into a file of settings.
 * @param {string} settingsFile
 * @returns {{ read: () => Record<string, unknown> | undefined, write: (settings: Record<string, unknown>) => void }}
 */
export function noteBeside(settingsFile) {
  const file = join(dirname(settingsFile), 'written-by-start.json');
  return {
    read: () => (existsSync(file) ? readSettings(file) : undefined),
    write: (settings) => {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${JSON.stringify(settings, null, 2)}\n`);
    },
  };
}
