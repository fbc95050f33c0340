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
   * Puts the cursor at the end of a line of the active document.
   * @param {number} line From 1.
   */
  async goToLine(line) {
    await this.editorFocused();
    await this.page.keyboard.press('Control+Home');
    for (let at = 1; at < line; at++) await this.page.keyboard.press('ArrowDown');
    await this.page.keyboard.press('End');
  }

  /**
   * Opens a file of the folder and puts the cursor at its end.
   * @param {string} path Relative to the folder, with `/`.
   */
  async openFile(path) {
    const name = path.split('/').at(-1);
    await this.pick('Control+P', path, new RegExp(`^${escaped(name)}`));
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor({ timeout: patience });
    await this.page.locator('.editor-instance .view-line, .notebookOverlay .view-line').first().waitFor({ timeout: patience });
    await this.page.keyboard.press('Control+End');
  }

  /** Opens an empty document that has no file and puts the cursor into it. */
  async newDocument() {
    await this.run('File: New Untitled Text File');
    await this.page.locator('.tab.active[data-resource-name^="Untitled-"]').waitFor({ timeout: patience });
    await this.editorFocused();
  }

  /** Waits until the keyboard is in an editor: its text may be on the screen a moment before. */
  async editorFocused() {
    await this.page.locator('.editor-instance .monaco-editor.focused').waitFor({ timeout: patience });
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

  /** The rows of the list that is open at the top. */
  rows() {
    return this.page.locator('.quick-input-list .monaco-list-row');
  }

  /**
   * Takes a row of the list that is open at the top, and waits until the list has gone.
   * @param {RegExp} row
   */
  async choose(row) {
    await this.rows().filter({ hasText: row }).first().click({ timeout: patience });
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden', timeout: patience });
  }

  /**
   * A selector for the line of a file in the explorer. Its `aria-label` is the path, and what its badge means.
   * @param {string} name Without its folders; these are open.
   */
  explorerLine(name) {
    return `.explorer-folders-view .monaco-list-row[aria-label="${name}"] .monaco-icon-label`;
  }

  /**
   * @param {string} name As for `explorerLine`.
   * @returns {Promise<string>} the letters of a file's badge in the explorer, empty where there is none.
   */
  async badge(name) {
    const line = `document.querySelector(${JSON.stringify(this.explorerLine(name))})`;
    const content = await this.page.evaluate(`getComputedStyle(${line}, '::after').content`);
    return content === 'none' ? '' : JSON.parse(content);
  }

  /**
   * Takes a quick fix for what the cursor is on.
   * @param {RegExp} title
   */
  async quickFix(title) {
    const actions = this.page.locator('.action-widget .monaco-list-row.action').filter({ hasText: title });
    await this.page.keyboard.press('Control+.');
    await actions.first().click({ timeout: patience });
  }

  /** The editor that shows what would be sent; marks lie in a layer of their own behind its lines. */
  preview() {
    const group = this.page.locator('.editor-group-container:has(.tab.active[data-resource-name^="What Would Be Sent"])');
    return { lines: group.locator('.view-lines'), marks: group.locator('.view-overlays [class*="ced-"]') };
  }

  /**
   * A message at the lower right.
   * @param {RegExp} text
   */
  message(text) {
    return this.page.locator('.notification-toast').filter({ hasText: text }).first();
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

  /**
   * Puts a text into what has the focus in one go, as pasting does: each key in a rule file has it checked anew.
   * @param {string} text
   */
  async insert(text) {
    await this.page.keyboard.insertText(text);
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
    // Without the focus the key would go to the chat page.
    await this.editorFocused();
    await this.page.keyboard.press('Control+S');
    await this.page.locator('.tab.active.dirty').waitFor({ state: 'detached', timeout: patience });
  }

  /** The chat page, once it is open. */
  chat() {
    return this.page.frameLocator(chatPage).frameLocator('#active-frame');
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
    const open = await this.page.locator(chatPage).count();
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

/** Notebooks bring webviews of their own. */
const chatPage = 'iframe.webview.ready[src*="extensionId=vigie.vigie"]';

const shield = '.statusbar-item[id^="vigie.vigie"]';

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
