/**
 * `npm start`: from a fresh clone to an open editor with Vigie, a sample project and a language model on this machine.
 * What is there already is used again. Runs until Ctrl+C.
 */
import { join } from 'node:path';
import { chooseHost } from './host/choose.mjs';
import { cache } from './folders.mjs';
import { installDependencies } from './install.mjs';
import { checkPort, editorAddress } from './start/address.mjs';
import { takeLock } from './start/lock.mjs';
import { help, readOptions } from './start/options.mjs';
import { fail, inFrench, say, t } from './terminal.mjs';

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) say(help());
  else await start(options);
} catch (error) {
  fail(error.message);
}

async function start(options) {
  if (options.check) {
    await installDependencies();
    const { check } = await import('./check.mjs');
    return check({ modelPath: options.model, pictures: options.pictures });
  }
  const lock = await takeLock(join(cache, 'start.json'));
  if (!lock.taken) return say(alreadyThere(lock.holder));
  try {
    if (options.port !== undefined) await checkPort(options.port);
    await installDependencies();
    await open(options, lock);
  } finally {
    lock.release();
  }
}

function alreadyThere({ pid, url }) {
  const where = url ?? t('its address stands where it was started, once it is ready');
  return t('Vigie already runs (process {0}): {1}\nTo start it anew, end that one first, with Ctrl+C.', pid, where);
}

async function open(options, lock) {
  const ended = stopSignal();
  // What these import has only now been installed.
  const [{ currentVsix }, { readyModel }, { copySample }, desktop, editor, stored] = await Promise.all([
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
  const inBrowser = host === 'browser';
  const vsix = await currentVsix();
  const folder = copySample(join(cache, 'workspace'), { fresh: options.fresh });

  const userDataDir = join(cache, 'editor');
  const settingsFile = inBrowser
    ? join(userDataDir, 'data', 'Machine', 'settings.json')
    : join(cache, 'desktop', 'User', 'settings.json');
  const note = stored.noteBeside(settingsFile);
  const own = (existing) => stored.withoutEarlier(existing, note.read());
  const gateway = options.model === undefined ? stored.ownGateway(own(stored.readSettings(settingsFile))) : undefined;
  if (gateway !== undefined) say(`  ${t('Vigie keeps to the gateway that you have set: {0}', gateway)}`);
  const model = gateway === undefined ? await readyModel({ modelPath: options.model }) : undefined;
  const settings = (existing) => {
    const kept = own(existing);
    const written = stored.settingsFor(model);
    note.write(written);
    return { ...kept, ...written };
  };
  const userSettings = (existing) => ({ ...stored.firstSettings, ...existing });

  try {
    if (inBrowser) {
      const address = await editorAddress(options.port);
      const workbench = await editor.startEditor({ vsix, userDataDir, settings, userSettings, address });
      try {
        const url = workbench.urlFor(folder);
        lock.tell(url);
        say(`\n${t('Vigie is ready:')} ${url}\n${t('Begin with README.md there. Ctrl+C here ends everything.')}`);
        if (inFrench)
          say(t('The editor speaks English; with its language pack as a file: “Extensions: Install from VSIX…”.'));
        editor.openInBrowser(url);
        await ended;
      } finally {
        await workbench.stop();
      }
    } else {
      const { closed } = await desktop.openDesktop({
        download: host === 'desktop-download',
        vsix,
        folder,
        settings: (existing) => userSettings(settings(existing)),
      });
      say(`\n${t('Vigie is ready, in the window of VS Code. Ctrl+C here, or closing it, ends the model.')}`);
      if (inFrench)
        say(t('The editor speaks English until its extension “French Language Pack” is there (Extensions view).'));
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
