import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../../scripts/folders.mjs';
import { launchBrowser } from '../../scripts/host/browser.mjs';
import type { Browser, BrowserContext, Page } from '../../scripts/host/playwright.d.ts';
import { temporaryFolder } from '../../scripts/temporary.mjs';
import { pageHtml } from '../../src/client/chat/page.ts';
import type { FromPanel, ToPanel } from '../../src/protocol/panel.ts';
import { listen } from './listen.ts';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.woff2': 'font/woff2',
};

/** What stands for VS Code in the page: it keeps what the page posts. */
const standIn = `
  globalThis.posted = [];
  globalThis.acquireVsCodeApi = () => ({ postMessage: (message) => void globalThis.posted.push(message) });
`;

/** Serves the chat page as the extension builds it, with its content security policy, without an editor around it. */
export class PanelServer {
  readonly origin: string;
  readonly #server: Server;
  readonly #remove: () => void;

  private constructor(origin: string, server: Server, remove: () => void) {
    this.origin = origin;
    this.#server = server;
    this.#remove = remove;
  }

  /** Builds the page anew, so that no result depends on stale output. */
  static async start(): Promise<PanelServer> {
    const folder = temporaryFolder();
    // Awaited at its top, so that it cannot be loaded along with this file.
    const { bundles } = await import('../../esbuild.config.mjs');
    for (const options of [bundles['webview'], bundles['katex']]) {
      await build({ ...options, metafile: false, logLevel: 'warning', outfile: join(folder.path, options?.outfile ?? '') });
    }
    const server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
      if (pathname === '/') {
        const origin = `http://${String(request.headers.host)}`;
        response.setHeader('content-type', 'text/html');
        response.end(shell(origin, searchParams.get('language') ?? 'en'));
        return;
      }
      readFile(join(pathname.startsWith('/dist/') ? folder.path : root, pathname)).then(
        (content) => {
          response.setHeader('content-type', types[extname(pathname)] ?? 'application/octet-stream');
          response.end(content);
        },
        () => response.writeHead(404).end(),
      );
    });
    return new PanelServer(`http://127.0.0.1:${await listen(server)}`, server, folder.remove);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    this.#remove();
  }
}

function shell(origin: string, language: string): string {
  return pageHtml({
    language,
    title: 'Vigie Chat',
    cspSource: origin,
    scriptUri: `${origin}/dist/webview.js`,
    styleUri: `${origin}/media/panel.css`,
    nonce: 'a-nonce',
  });
}

/** The chat page in a browser, with a test in the place of the extension. */
export class PanelPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** The address of everything that the page has asked for. */
  readonly requests: string[] = [];
  /** What went wrong in the page's scripts, and what it told in its console as an error. */
  readonly errors: string[] = [];

  /** Where the page and all that belongs to it comes from. */
  readonly origin: string;

  private constructor(page: Page, context: BrowserContext, origin: string) {
    this.page = page;
    this.context = context;
    this.origin = origin;
    page.on('request', (request) => this.requests.push(request.url()));
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
    });
  }

  static async open(browser: Browser, server: PanelServer, viewport = { width: 420, height: 800 }): Promise<PanelPage> {
    const context = await browser.newContext({ viewport });
    const panel = new PanelPage(await context.newPage(), context, server.origin);
    await panel.page.addInitScript(standIn);
    await panel.begin();
    return panel;
  }

  /**
   * Loads the page anew, with nothing in it.
   * @param language VS Code's display language.
   */
  async begin(language = 'en'): Promise<void> {
    await this.page.goto(`${this.origin}/?language=${language}`);
    await this.page.locator('textarea').waitFor();
  }

  /** Gives the page messages, as the extension posts them. */
  async tell(...messages: readonly ToPanel[]): Promise<void> {
    await this.page.evaluate(`for (const data of ${JSON.stringify(messages)}) window.postMessage(data, '*');`);
  }

  /** Has the page show a whole answer, and waits until it has. */
  async answer(id: string, text: string): Promise<void> {
    await this.tell(
      { type: 'turn', id, text: 'Question', attachments: [] },
      { type: 'progress', id, progress: { kind: 'text', text } },
      answered(id),
    );
    await this.page.locator('.reply[aria-busy="false"]').last().waitFor();
  }

  /** Waits until a frame has been drawn. */
  async nextFrame(): Promise<void> {
    await this.page.evaluate('new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))');
  }

  /** What the page has posted so far. */
  posted(): Promise<FromPanel[]> {
    return this.page.evaluate('globalThis.posted');
  }
}

/**
 * Opens the chat page before the tests of the suite that calls it, and closes it after them.
 * @param viewport In CSS pixels.
 * @returns what gives the page, while tests run.
 */
export function panelOf(viewport?: { width: number; height: number }): () => PanelPage {
  const closing: (() => unknown)[] = [];
  let opened: PanelPage | undefined;
  before(async () => {
    const browser = await launchBrowser();
    closing.push(() => browser.close());
    const server = await PanelServer.start();
    closing.push(() => server.stop());
    opened = await PanelPage.open(browser, server, viewport);
  });
  after(async () => {
    for (const close of closing) await close();
  });
  return () => {
    if (opened === undefined) throw new Error('The chat page is open only while tests run.');
    return opened;
  };
}

/** @returns the message that an answer has come to its end. */
export function answered(id: string): ToPanel {
  const kept = { turns: [], label: 'public' as const, withheld: 0, redactions: [] };
  return { type: 'done', id, result: { outcome: 'answered', finish: 'stop', milliseconds: 1000, ...kept } };
}
