/**
 * `npm start`: from a fresh clone to an open editor with Vigie, a sample project and a language model on this machine.
 * What is there already is used again. Runs until Ctrl+C.
 */
import { join } from 'node:path';
import { chooseHost } from './host/choose.mjs';
import { cache } from './folders.mjs';
import { installDependencies } from './install.mjs';
import { help, readOptions } from './start/options.mjs';
import { fail, say, t } from './terminal.mjs';

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) say(help());
  else await start(options);
} catch (error) {
  fail(error.message);
}

async function start(options) {
  await installDependencies();
  if (options.check) {
    const { check } = await import('./check.mjs');
    return check({ modelPath: options.model, pictures: options.pictures });
  }
  const ended = stopSignal();
  // What these import has only now been installed.
  const [{ currentVsix }, { readyModel }, { copySample }, desktop, editor, { ownGateway, readSettings, settingsFor }] =
    await Promise.all([
      import('./start/vsix.mjs'),
      import('./start/model.mjs'),
      import('./start/workspace.mjs'),
      import('./start/desktop.mjs'),
      import('./start/browser.mjs'),
      import('./start/settings.mjs'),
    ]);
  const { host, reason } = chooseHost({
    desktopAsked: options.desktop,
    codeOnPath: options.desktop && desktop.codeOnPath(),
  });
  say(`  ${reason}`);
  const vsix = await currentVsix();
  const folder = copySample(join(cache, 'workspace'), { fresh: options.fresh });

  const userDataDir = join(cache, 'editor');
  const settingsFile =
    host === 'browser'
      ? join(userDataDir, 'data', 'Machine', 'settings.json')
      : join(cache, 'desktop', 'User', 'settings.json');
  const gateway = options.model === undefined ? ownGateway(readSettings(settingsFile)) : undefined;
  if (gateway !== undefined) say(`  ${t('Vigie keeps to the gateway that you have set: {0}', gateway)}`);
  const model = gateway === undefined ? await readyModel({ modelPath: options.model }) : undefined;
  const settings = (existing) => ({ ...existing, ...settingsFor(model) });

  try {
    if (host === 'browser') {
      const address = await editor.editorAddress(options.port);
      const workbench = await editor.startEditor({ vsix, userDataDir, settings, address });
      try {
        const url = workbench.urlFor(folder);
        say(`\n${t('Vigie is ready:')} ${url}\n${t('Begin with README.md there. Ctrl+C here ends everything.')}`);
        editor.openInBrowser(url);
        await ended;
      } finally {
        await workbench.stop();
      }
    } else {
      const { closed } = await desktop.openDesktop({ download: host === 'desktop-download', vsix, folder, settings });
      say(`\n${t('Vigie is ready, in the window of VS Code. Ctrl+C here, or closing it, ends the model.')}`);
      await Promise.race([ended, closed]);
    }
  } finally {
    await model?.stop();
  }
}

/** @returns {Promise<void>} settled at the first Ctrl+C or SIGTERM; a second one ends the process at once. */
function stopSignal() {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => resolve());
  });
}
