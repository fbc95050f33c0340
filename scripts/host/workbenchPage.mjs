import { t } from '../terminal.mjs';

/** How long the workbench may take for what it does by itself, in milliseconds; a busy machine needs a few seconds. */
const patience = 30_000;

/** How long one attempt at something that may fail by the focus moving takes, in milliseconds. */
const attempt = 5_000;

/** Settings under which typed keys end up in the document as they are, and nothing moves. */
export const typingSettings = {
  'editor.autoClosingBrackets': 'never',
  'editor.autoClosingQuotes': 'never',
  'editor.autoIndent': 'none',
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'editor.suggestOnTriggerCharacters': false,
  'editor.parameterHints.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.minimap.enabled': false,
  'editor.cursorBlinking': 'solid',
  'files.autoSave': 'off',
  'git.enabled': false,
  'workbench.tips.enabled': false,
};

/** A page that shows VS Code, driven as a person would: by the keyboard and by what is on the screen. */
export class WorkbenchPage {
  /** @param {import('./playwright.d.ts').Page} page */
  constructor(page) {
    /** For what the methods do not cover. */
    this.page = page;
  }

  /**
   * Opens a folder and waits until the workbench is there.
   * @param {string} url As `startWorkbench().urlFor` gives it.
   */
  async open(url) {
    await this.page.goto(url);
    await this.page.locator('.monaco-workbench .statusbar-item').first().waitFor({ timeout: patience });
    await this.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: patience });
  }

  /**
   * Opens a file of the folder and puts the cursor at its end.
   * @param {string} path Relative to the folder, with `/`.
   */
  async openFile(path) {
    const name = path.split('/').at(-1);
    await this.pick('Control+P', path, new RegExp(`^${escaped(name)}`));
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor({ timeout: patience });
    await this.page.locator('.editor-instance .view-line').first().waitFor({ timeout: patience });
    await this.page.keyboard.press('Control+End');
  }

  /**
   * Runs a command from the palette.
   * @param {string} title As the palette shows it, with its category: `Vigie: Explain Selection`.
   */
  async run(title) {
    await this.pick('F1', `>${title}`, new RegExp(`^${escaped(title)}`));
  }

  /**
   * Opens a quick pick, types into it and takes the row that begins with a text. Does so again where the pick went
   * away, as it does when something else takes the focus at that moment.
   * @param {string} key What opens it.
   * @param {string} text
   * @param {RegExp} row
   * @throws where no such row came.
   */
  async pick(key, text, row) {
    const box = this.page.locator('.quick-input-widget input').first();
    const wanted = this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: row }).first();
    const end = Date.now() + patience;
    for (;;) {
      try {
        await this.page.keyboard.press(key);
        await box.fill(text, { timeout: attempt });
        await wanted.click({ timeout: attempt });
        break;
      } catch (error) {
        if (Date.now() > end) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
    // The widget itself may stay: for an input box, or a list, that the command opens.
    await wanted.waitFor({ state: 'hidden', timeout: patience });
  }

  /**
   * Answers an input box that hides what is typed.
   * @param {string} text
   */
  async typeSecret(text) {
    const box = this.page.locator('.quick-input-widget input[type="password"]');
    await box.waitFor({ timeout: patience });
    await box.fill(text);
    await box.press('Enter');
    await box.waitFor({ state: 'hidden', timeout: patience });
  }

  /** Waits until Vigie's server runs, by its item in the status bar. */
  async waitForVigie() {
    await this.shield()
      .filter({ hasText: /Vigie: / })
      .waitFor({ timeout: patience });
    await this.page.locator(`${shield} .codicon-loading`).waitFor({ state: 'detached', timeout: patience });
  }

  /** Vigie's item in the status bar. */
  shield() {
    return this.page.locator(shield);
  }

  /**
   * Types into what has the focus.
   * @param {string} text
   * @param {number} [gap] Milliseconds between two keys.
   */
  async type(text, gap = 30) {
    await this.page.keyboard.type(text, { delay: gap });
  }

  /** @returns {Promise<string>} the ghost text on the screen, empty where there is none. */
  async ghostText() {
    const editor = this.page.locator('.editor-instance');
    const sameLine = await editor.locator('.ghost-text-decoration').allTextContents();
    const further = await editor.locator('.suggest-preview-text').allTextContents();
    return [sameLine.join(''), ...further].join('\n').replaceAll('\u00a0', ' ');
  }

  /**
   * Waits for ghost text; asks for it now and then where none comes, as a person would.
   * @param {number} [limit] Milliseconds.
   * @param {number} [again] Milliseconds until it is asked for again, which ends what is under way: a slow model needs
   *   longer than a scripted one.
   * @returns {Promise<string>}
   * @throws where none came in time.
   */
  async waitForGhostText(limit = patience, again = 3000) {
    const end = Date.now() + limit;
    let next = Date.now() + again;
    while (Date.now() < end) {
      const text = await this.ghostText();
      if (text.trim() !== '') return text;
      if (Date.now() > next) {
        await this.run('Trigger Inline Suggestion');
        next = Date.now() + again;
      }
      await this.page.waitForTimeout(100);
    }
    throw new Error(t('No ghost text came.'));
  }

  /** Waits until no ghost text is on the screen. */
  async waitForNoGhostText() {
    await this.page
      .locator('.editor-instance .ghost-text-decoration')
      .first()
      .waitFor({ state: 'hidden', timeout: patience });
    await this.page
      .locator('.editor-instance .suggest-preview-text')
      .first()
      .waitFor({ state: 'hidden', timeout: patience });
  }

  /** Saves the active document once the keyboard is in it; its text is then in its file. */
  async save() {
    // A text may be on the screen a moment before its editor has the focus; a key would go to the chat page.
    await this.page.locator('.editor-instance .monaco-editor.focused').waitFor({ timeout: patience });
    await this.page.keyboard.press('Control+S');
    await this.page.locator('.tab.active.dirty').waitFor({ state: 'detached', timeout: patience });
  }

  /** The chat page, once it is open. */
  chat() {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  }

  /** Opens the chat panel and puts the focus into its field. */
  async openChat() {
    await this.run('Vigie: Open Chat');
    await this.question().waitFor({ timeout: patience });
    await this.question().focus();
  }

  /** The field in which a question is typed. */
  question() {
    return this.chat().locator('textarea');
  }

  /** The last answer of the chat: the whole reply with its cards and notes. */
  reply() {
    return this.chat().locator('.reply').last();
  }

  /**
   * Asks in the chat panel, and waits until the question has a reply, however short.
   * @param {string} text
   */
  async ask(text) {
    await this.openChat();
    await this.#untilNewReply(async () => {
      await this.question().fill(text);
      await this.question().press('Enter');
    });
  }

  /** Asks for an explanation of what is selected, and waits until it has a reply, however short. */
  async explain() {
    await this.#untilNewReply(() => this.run('Vigie: Explain Selection'));
  }

  /** An earlier reply must not be taken for the one that is waited for. */
  async #untilNewReply(asking) {
    const open = await this.page.locator('iframe.webview.ready').count();
    const before = open === 0 ? 0 : await this.chat().locator('.reply').count();
    await asking();
    await this.chat().locator('.reply').nth(before).waitFor({ state: 'attached', timeout: patience });
  }

  /** Waits until the last reply has ended, however it ended. */
  async waitForReply(limit = patience) {
    await this.chat().locator('.reply[aria-busy="false"]').last().waitFor({ timeout: limit });
    await this.chat().locator('.reply[aria-busy="true"]').waitFor({ state: 'detached', timeout: limit });
    return this.reply();
  }

  /** @param {string} path Of the PNG file. */
  async screenshot(path) {
    await this.page.screenshot({ path });
  }
}

const shield = '.statusbar-item[id^="vigie.vigie"]';

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
