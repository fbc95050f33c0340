import { t } from '../terminal.mjs';

/**
 * Chooses the editor that a person, or a test, gets.
 * @param {object} [machine]
 * @param {string} [machine.platform] As `process.platform`, which it is by default.
 * @param {string} [machine.arch] As `process.arch`, which it is by default.
 * @param {boolean} [machine.desktopAsked] Whether the person asked for a desktop window (`--desktop`).
 * @param {boolean} [machine.codeOnPath] Whether `code` can be started.
 * @returns {{ host: 'desktop-path' | 'desktop-download' | 'browser', reason: string }} `desktop-path`: the person's own
 *   VS Code; `desktop-download`: one that `@vscode/test-electron` fetches; `browser`: VS Code from npm in a browser.
 *   The reason is a sentence in the person's language.
 */
export function chooseHost({
  platform = process.platform,
  arch = process.arch,
  desktopAsked = false,
  codeOnPath = false,
} = {}) {
  if (desktopAsked && codeOnPath) {
    return {
      host: 'desktop-path',
      reason: t('Your own VS Code is used, because you asked for the desktop and `code` is on the PATH.'),
    };
  }
  if (desktopAsked) {
    return {
      host: 'desktop-download',
      reason: t('A desktop VS Code is downloaded, because you asked for the desktop and `code` is not on the PATH.'),
    };
  }
  if (platform === 'linux' && arch === 'x64') {
    return {
      host: 'browser',
      reason: t('VS Code runs in your browser; with `--desktop` it runs in a window of its own.'),
    };
  }
  return {
    host: 'desktop-download',
    reason: t(
      'A desktop VS Code is downloaded, because the one for the browser exists only for Linux on x64 (this is {0} on {1}).',
      platform,
      arch,
    ),
  };
}
