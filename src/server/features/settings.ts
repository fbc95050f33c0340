import type { Connection } from 'vscode-languageserver/node';
import { keysNotification, trustNotification } from '../../protocol/messages.ts';
import { keysSchema, trustSchema } from '../../protocol/session.ts';
import { settingsSchema, type Settings } from '../../protocol/settings.ts';
import type { BackEnd } from '../backEnd.ts';
import type { KeyRing } from '../net/keys.ts';
import type { Workspace } from '../policy/workspace.ts';
import { invalidSettings } from '../session.ts';
import { showError } from './showError.ts';


/** Takes up what a client changes while the server runs; bad values change nothing and are said. */
export function registerSettings(
  connection: Connection,
  { backEnd, keys, workspace, changed, trustChanged }: {
    backEnd: BackEnd;
    keys: KeyRing;
    workspace: Workspace;
    changed: (settings: Settings) => void;
    trustChanged: () => void;
  },
): void {
  connection.onDidChangeConfiguration(({ settings }) => {
    const parsed = settingsSchema.safeParse(ours(settings));
    if (!parsed.success) {
      showError(connection, invalidSettings(parsed.error.issues));
      return;
    }
    changed(parsed.data);
    backEnd.use(parsed.data);
  });
  connection.onNotification(keysNotification, (params: unknown) => {
    keys.replace(keysSchema.parse(params).keys);
    backEnd.keysChanged();
  });
  connection.onNotification(trustNotification, (params: unknown) => {
    workspace.trusted = trustSchema.parse(params).trusted;
    trustChanged();
    void workspace.now();
  });
}

/** VS Code nests the settings under the extension's name; other clients may leave that out. */
function ours(settings: unknown): unknown {
  return typeof settings === 'object' && settings !== null && 'vigie' in settings ? settings.vigie : settings;
}
