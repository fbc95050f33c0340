import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  TransportKind,
  type LanguageClientOptions,
} from 'vscode-languageclient/node';
import type { Offers } from './offers.ts';

/** The schemes of documents that a person writes in; ghost text is for these, and code is inserted into these. */
export const writtenSchemes = ['file', 'vscode-remote', 'untitled', 'vscode-notebook-cell'];

/**
 * Where texts come from that Vigie can label: the schemes whose documents the server is shown, so that a selection in
 * them can be attached and explained.
 */
export const schemes = [
  ...writtenSchemes,
  'git',
  'gitlens',
  'output',
  'search-editor',
  'vscode-notebook-cell-output',
];

/** The scheme of what Vigie shows of its requests. The server is not shown it, so none of it can be sent again. */
export const previewScheme = 'vigie-preview';

/** The port at which a debugger finds the server while Vigie itself is developed: the usual one of language servers. */
const debugPort = 6009;

/** A language client that logs its failures and leaves it to Vigie to put them in words. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data instanceof Error ? data : undefined, false);
  }
}

export type VigieClient = QuietClient;

/** What a client needs to know of the outside. */
export interface ClientWiring {
  /** Absolute path of the server's bundle. */
  readonly serverPath: string;
  /** Absolute path of a folder where the server keeps what was compiled of it for its next start. */
  readonly compiledPath: string;
  readonly debug: boolean;
  readonly log: vscode.LogOutputChannel;
  readonly offers: Offers;
  /** Made anew for each start. */
  readonly initializationOptions: () => object;
  /** The server has gone without being asked to. */
  readonly onClosed: () => void;
}

/** @returns a client for a server process of its own, over IPC; not yet started. */
export function createClient(wiring: ClientWiring): VigieClient {
  const env = { VIGIE_COMPILED: wiring.compiledPath };
  const run = { module: wiring.serverPath, transport: TransportKind.ipc, options: { env } };
  const options: LanguageClientOptions = {
    documentSelector: schemes.map((scheme) => ({ scheme })),
    synchronize: { configurationSection: 'vigie' },
    initializationOptions: wiring.initializationOptions,
    middleware: {
      provideInlineCompletionItems: (document, position, context, token, next) =>
        writtenSchemes.includes(document.uri.scheme)
          ? wiring.offers.provide(document, position, context, token, next)
          : undefined,
    },
    initializationFailedHandler: () => false,
    outputChannel: wiring.log,
    traceOutputChannel: withoutTrace(wiring.log),
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => {
        wiring.onClosed();
        return { action: CloseAction.DoNotRestart, handled: true, message: 'The connection to the server has closed.' };
      },
    },
  };
  const debug = { ...run, options: { env, execArgv: ['--nolazy', `--inspect=${debugPort}`] } };
  return new QuietClient('vigie', 'Vigie', { run, debug }, options, wiring.debug);
}

/**
 * The library writes the content of all messages to its trace channel once that channel's level is "trace".
 * Vigie's logs hold metadata only, so this channel never gets there.
 */
function withoutTrace(log: vscode.LogOutputChannel): vscode.LogOutputChannel {
  return Object.create(log, {
    logLevel: { value: vscode.LogLevel.Info },
    onDidChangeLogLevel: { value: () => new vscode.Disposable(() => undefined) },
  }) as vscode.LogOutputChannel;
}
