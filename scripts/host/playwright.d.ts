/**
 * The part of Playwright's interface that Vigie uses. Playwright is installed with the editor host, which many
 * machines that check types do not have.
 */
export interface Wait {
  readonly timeout?: number;
}

export interface Finding {
  locator(selector: string): Locator;
  getByRole(role: string, options?: { name?: string | RegExp; exact?: boolean }): Locator;
  getByText(text: string | RegExp): Locator;
}

export interface Locator extends Finding {
  first(): Locator;
  last(): Locator;
  nth(index: number): Locator;
  filter(options: { hasText?: string | RegExp }): Locator;
  count(): Promise<number>;
  click(options?: Wait & { force?: boolean; button?: 'left' | 'right' }): Promise<void>;
  hover(options?: Wait): Promise<void>;
  fill(text: string, options?: Wait): Promise<void>;
  press(key: string, options?: Wait): Promise<void>;
  focus(options?: Wait): Promise<void>;
  isVisible(): Promise<boolean>;
  waitFor(options?: Wait & { state?: 'attached' | 'detached' | 'visible' | 'hidden' }): Promise<void>;
  innerText(options?: Wait): Promise<string>;
  textContent(options?: Wait): Promise<string | null>;
  allTextContents(): Promise<string[]>;
  getAttribute(name: string, options?: Wait): Promise<string | null>;
  inputValue(options?: Wait): Promise<string>;
  /** In CSS pixels of the whole page; null for what is not shown. */
  boundingBox(): Promise<{ x: number; y: number; width: number; height: number } | null>;
  contentFrame(): FrameLocator;
}

export interface FrameLocator extends Finding {
  frameLocator(selector: string): FrameLocator;
}

export interface Page extends Finding {
  readonly keyboard: {
    type(text: string, options?: { delay?: number }): Promise<void>;
    press(key: string): Promise<void>;
    down(key: string): Promise<void>;
    up(key: string): Promise<void>;
    insertText(text: string): Promise<void>;
  };
  readonly mouse: {
    move(x: number, y: number, options?: { steps?: number }): Promise<void>;
    down(): Promise<void>;
    up(): Promise<void>;
  };
  goto(url: string): Promise<unknown>;
  url(): string;
  /** Runs before the page's own scripts, whatever its policy says. */
  addInitScript(script: string): Promise<unknown>;
  on(event: 'request', listener: (request: { url(): string }) => void): void;
  on(event: 'dialog', listener: (dialog: { dismiss(): Promise<void> }) => void): void;
  on(event: 'pageerror', listener: (error: Error) => void): void;
  on(event: 'console', listener: (message: { type(): string; text(): string }) => void): void;
  setViewportSize(size: { width: number; height: number }): Promise<void>;
  frameLocator(selector: string): FrameLocator;
  evaluate<T>(expression: string): Promise<T>;
  screenshot(options: { path: string }): Promise<unknown>;
  exposeFunction(name: string, callback: (...args: never[]) => unknown): Promise<unknown>;
  once(event: 'crash', listener: () => void): void;
  waitForTimeout(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

export interface BrowserContext {
  newPage(): Promise<Page>;
  /** The protocol of Chromium's developer tools. */
  newCDPSession(page: Page): Promise<CdpSession>;
  grantPermissions(permissions: string[], options?: { origin?: string }): Promise<void>;
  close(): Promise<void>;
}

/** A conversation in the protocol of Chromium's tools. */
export interface CdpSession {
  send(method: string, parameters?: object): Promise<unknown>;
  on(event: 'HeapProfiler.addHeapSnapshotChunk', listener: (parameters: { chunk: string }) => void): void;
  detach(): Promise<void>;
}

export interface Browser {
  newPage(): Promise<Page>;
  newContext(options?: { viewport?: { width: number; height: number }; locale?: string }): Promise<BrowserContext>;
  once(event: 'disconnected', listener: () => void): void;
  close(): Promise<void>;
}
