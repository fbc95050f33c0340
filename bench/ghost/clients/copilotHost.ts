import type { CopilotLibrary } from './copilotLibrary.ts';

const nothing = (): void => undefined;
const never = (): { dispose: () => void } => ({ dispose: nothing });

/**
 * What Copilot's library is told of the world beside the documents: an account that needs no sign-in and whose model is
 * the oracle, and nobody who collects telemetry. Settings are left out, so that all are as they are shipped.
 * @param oracle the model's address
 */
export function copilotHost(library: CopilotLibrary, oracle: string): object {
  return {
    fetcher: fetcher(library),
    authService: account(library, oracle),
    endpointProvider: { onDidModelsRefresh: never, getAllCompletionModels: () => Promise.resolve([]) },
    telemetrySender: { sendTelemetryEvent: nothing },
    logTarget: { logIt: nothing },
    statusHandler: { didChange: nothing },
    contextProviderMatch: () => Promise.resolve(0),
    urlOpener: { open: () => Promise.resolve() },
    notificationSender: { showWarningMessage: () => Promise.resolve(undefined) },
    editorInfo: { name: 'vscode', version: '1.105.0' },
    editorPluginInfo: { name: 'copilot-chat', version: '0.66.0' },
    relatedPluginInfo: [],
    editorSession: { sessionId: 'bench', machineId: 'bench' },
  };
}

/** An individual's paid account as the library's own type has it; `proxy` is where completions are asked for. */
function account({ Token }: CopilotLibrary, oracle: string): object {
  const token = new Token({
    token: 'tid=bench',
    expires_at: Math.floor(Date.now() / 1000) + 86_400,
    refresh_in: 86_400,
    sku: 'monthly_subscriber',
    individual: true,
    copilot_plan: 'individual',
    username: 'bench',
    telemetry: 'disabled',
    public_suggestions: 'enabled',
    organization_login_list: [],
    endpoints: { api: oracle, proxy: oracle, 'origin-tracker': oracle, telemetry: oracle },
  });
  return {
    copilotToken: token,
    hasCopilotTokenSource: true,
    getCopilotToken: () => Promise.resolve(token),
    resetCopilotToken: nothing,
    onDidAuthenticationChange: never,
    onDidCopilotTokenChange: never,
    onDidAccessTokenChange: never,
    onDidAdoAuthenticationChange: never,
  };
}

interface Request {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/** Node.js's own `fetch`, in the library's words. */
function fetcher({ Response }: CopilotLibrary): object {
  return {
    getUserAgentLibrary: () => 'node-fetch',
    async fetch(url: string, { method = 'GET', headers, body, signal }: Request) {
      const answer = await fetch(url, { method, ...(headers && { headers }), ...(body !== undefined && { body }), ...(signal && { signal }) });
      return new Response(answer.status, answer.statusText, answer.headers, answer.body, 'node-fetch', nothing, 'bench', 'oracle');
    },
    disconnectAll: () => Promise.resolve(),
    makeAbortController: () => new AbortController(),
    isAbortError: (error: unknown) => error instanceof Error && error.name === 'AbortError',
    isInternetDisconnectedError: () => false,
    isFetcherError: (error: unknown) => error instanceof TypeError,
    isNetworkProcessCrashedError: () => false,
    getUserMessageForFetcherError: String,
  };
}
