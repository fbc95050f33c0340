import { pathToFileURL } from 'node:url';
import { rulesFileName } from '../../src/protocol/rules.ts';
import type { Settings } from '../../src/protocol/settings.ts';
import type { Label } from '../../src/protocol/label.ts';
import { LspClient, type GhostTextItem } from '../support/lspClient.ts';
import { positionAt, type Editor } from './editor.ts';
import { layers, type Story } from './story.ts';
import type { Theatre } from './theatre.ts';

/** An editor that speaks with the server as it is shipped, over one connection for many stories. */
export class LspEditor implements Editor {
  readonly #client: LspClient;
  readonly #theatre: Theatre;
  readonly #open = new Set<string>();
  #hasSecond = false;
  #stories = 0;

  private constructor(client: LspClient, theatre: Theatre) {
    this.#client = client;
    this.#theatre = theatre;
  }

  /** @param storagePath a folder for the audit log and the index of flagged passages. */
  static async start(theatre: Theatre, storagePath: string): Promise<LspEditor> {
    const { world, settings, recorder } = theatre;
    const policyFile = world.ruleFile('organisation');
    world.writeRules('organisation', undefined);
    const options = { settings: { ...settings.here, policyFile }, storagePath, keys: { [recorder.origin]: 'invented' } };
    return new LspEditor(await LspClient.start(pathToFileURL(world.folder('study')).href, options), theatre);
  }

  /** Begins a story: nothing is left of the one before but what the server may have kept of it. */
  async begin({ bothFolders, to, rules }: Story): Promise<void> {
    const { world, settings } = this.#theatre;
    for (const uri of [...this.#open]) await this.close(uri);
    // What was last sound of a file is kept, so all files are sound before the story's own are written.
    for (const layer of layers) world.writeRules(layer, undefined);
    await this.changed();
    for (const layer of layers) world.writeRules(layer, rules[layer]);
    if (bothFolders !== this.#hasSecond) {
      const second = [{ uri: pathToFileURL(world.folder('second')).href, name: 'second' }];
      const event = bothFolders ? { added: second, removed: [] } : { added: [], removed: second };
      await this.#client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
      this.#hasSecond = bothFolders;
    }
    this.#stories += 1;
    await this.trust(true);
    await this.use(settings[to]);
  }

  async open(uri: string, languageId: string, text: string): Promise<void> {
    this.#open.add(uri);
    await this.#client.open(uri, languageId, text);
  }

  async close(uri: string): Promise<void> {
    this.#open.delete(uri);
    await this.#client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  async ghostText(uri: string, text: string, offset: number): Promise<readonly string[]> {
    const asked = { textDocument: { uri }, position: positionAt(text, offset), context: { triggerKind: 1 } };
    const items = await this.#client.connection.sendRequest<GhostTextItem[]>('textDocument/inlineCompletion', asked);
    // Who asks is offered other suggestions later. Here they would come in another step: the document is left for them.
    await this.close(uri);
    await this.open(uri, 'r', text);
    await this.#client.connection.sendRequest<{ label: Label }>('vigie/label', { uri });
    await new Promise((resolve) => setTimeout(resolve, 2));
    return items.map(({ insertText }) => insertText);
  }

  async chat(params: Parameters<Editor['chat']>[0]): ReturnType<Editor['chat']> {
    let shown = '';
    const conversation = params.conversation && `${params.conversation} of story ${this.#stories}`;
    const result = await this.#client.chat({ ...params, ...(conversation && { conversation }) }, ({ text }) => (shown += text));
    return { result, shown };
  }

  async use(settings: Settings): Promise<void> {
    const policyFile = this.#theatre.world.ruleFile('organisation');
    await this.#client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { vigie: { ...settings, policyFile } } });
  }

  async trust(trusted: boolean): Promise<void> {
    await this.#client.connection.sendNotification('vigie/trust', { trusted });
  }

  async changed(): Promise<void> {
    const uri = pathToFileURL(this.#theatre.world.ruleFile('study')).href;
    await this.#client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] });
    // An answer shows that the server has read the rules as they are now.
    await this.#client.connection.sendRequest<{ label: Label }>('vigie/label', { uri: `${uri}/${rulesFileName}` });
  }

  /** The connection lasts for the next story. */
  stop(): Promise<void> {
    return Promise.resolve();
  }

  async end(): Promise<void> {
    await this.#client.stop();
  }
}
