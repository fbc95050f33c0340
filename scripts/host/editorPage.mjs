import { t } from '../terminal.mjs';

/** How long the workbench may take for what it does by itself, in milliseconds; a busy machine needs a few seconds. */
export const patience = 30_000;

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
export class EditorPage {
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
    await this.cursorInLine(line);
  }

  /**
   * Waits until the cursor is in a line of the active document.
   * @param {number} line From 1.
   */
  async cursorInLine(line) {
    const place = this.page.locator('.statusbar-item[id="status.editor.selection"]');
    await place.filter({ hasText: `Ln ${line},` }).waitFor({ timeout: patience });
  }

  /**
   * Opens a file of the folder and puts the cursor at its end.
   * @param {string} path Relative to the folder, with `/`.
   */
  async openFile(path) {
    const name = path.split('/').at(-1);
    // Its tab is the active one while the editor still shows the file before, and that would get the keys.
    const editor = path.endsWith('.ipynb') ? '.notebookOverlay:focus-within' : `${focused}[data-uri$="/${path}"]`;
    const opened = this.page.locator(`.tab.active[data-resource-name="${name}"]`);
    await this.pick('Control+P', path, new RegExp(`^${escaped(name)}$`), opened);
    await this.page.locator(`${editor} .view-line`).first().waitFor({ timeout: patience });
    await this.page.keyboard.press('Control+End');
  }

  /** Opens an empty document that has no file and puts the cursor into it. */
  async newDocument() {
    await this.run('File: New Untitled Text File');
    await this.page.locator(`${focused}[data-uri^="untitled:"]`).waitFor({ timeout: patience });
  }

  /** Waits until the keyboard is in an editor: its text may be on the screen a moment before. */
  async editorFocused() {
    await this.page.locator(focused).waitFor({ timeout: patience });
  }

  /**
   * Runs a command from the palette.
   * @param {string} title As the palette shows it, all of it: `Vigie: Explain`.
   */
  async run(title) {
    await this.pick('F1', `>${title}`, new RegExp(`^${escaped(title)}$`));
  }

  /**
   * Opens a quick pick, types into it and takes a row. Does so again where the pick went away, as it does when
   * something else takes the focus at that moment, or where the list changed below the pointer.
   * @param {string} key What opens it.
   * @param {string} text
   * @param {RegExp} row What the row says, without its description and its key.
   * @param {import('./playwright.d.ts').Locator} [outcome] What is on the screen once the row has been taken.
   * @throws where no such row came.
   */
  async pick(key, text, row, outcome) {
    const box = this.page.locator('.quick-input-widget input').first();
    const wanted = this.page.locator('.quick-input-list .monaco-list-row .label-name').filter({ hasText: row }).first();
    const end = Date.now() + patience;
    for (;;) {
      try {
        await this.page.keyboard.press(key);
        await box.fill(text, { timeout: attempt });
        await wanted.click({ timeout: attempt });
        await outcome?.waitFor({ timeout: attempt });
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
   * Goes to the next problem of the active document and takes a quick fix for it. Before, the cursor is on none.
   * @param {RegExp} title
   */
  async fixNextProblem(title) {
    // A moment after the cursor has come to rest, VS Code asks for itself what can be fixed there, for the light bulb.
    // That drops what the person asked for just before, without a word, where the answer takes more than half a second.
    const bulb = this.page.locator(`.editor-instance :is(.lightBulbWidget, [class*="gutter-lightbulb"]):visible`).first();
    await bulb.waitFor({ state: 'hidden', timeout: patience });
    await this.run('Go to Next Problem (Error, Warning, Info)');
    const problem = this.page.locator('.editor-instance .marker-widget');
    await problem.waitFor({ timeout: patience });
    await this.page.keyboard.press('Escape');
    await problem.waitFor({ state: 'detached', timeout: patience });
    await bulb.waitFor({ timeout: patience });
    await this.page.keyboard.press('Control+.');
    const actions = this.page.locator('.action-widget .monaco-list-row.action').filter({ hasText: title });
    await actions.first().click({ timeout: patience });
  }

  /**
   * Takes an item of the editor's context menu, by the keyboard: an item that has just come up takes no click for the
   * first 100 ms, without a sign of it. Does so again where something else takes the focus, which closes the menu.
   * @param {...RegExp} path What the items say, from that of the menu to that of its submenu.
   * @throws where there is no such item.
   */
  async takeFromContextMenu(...path) {
    // A submenu stands within its item, which keeps its mark.
    const marked = this.page.locator('.monaco-menu .action-item.focused > .action-menu-item > .action-label').last();
    const end = Date.now() + patience;
    for (;;) {
      try {
        await this.editorFocused();
        await this.page.keyboard.press('Shift+F10');
        for (const [depth, name] of path.entries()) {
          await this.page.locator('.monaco-menu').nth(depth).waitFor({ timeout: attempt });
          const late = Date.now() + attempt;
          while (!name.test((await marked.count()) === 0 ? '' : ((await marked.textContent({ timeout: attempt })) ?? ''))) {
            if (Date.now() > late) throw new Error(t('The menu has no {0}.', String(name)));
            await this.page.keyboard.press('ArrowDown');
          }
          await this.page.keyboard.press(depth === path.length - 1 ? 'Enter' : 'ArrowRight');
        }
        return;
      } catch (error) {
        if (Date.now() > end) throw error;
        for (let open = path.length; open > 0; open -= 1) await this.page.keyboard.press('Escape');
      }
    }
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

  /** Saves the active document, which has been changed, once the keyboard is in it; its text is then in its file. */
  async save() {
    // Without the focus the key would go to the chat page.
    await this.editorFocused();
    // A document without changes is written all the same, and nothing on the screen tells when that is done.
    await this.page.locator('.tab.active.dirty').waitFor({ timeout: patience });
    await this.page.keyboard.press('Control+S');
    await this.page.locator('.tab.active.dirty').waitFor({ state: 'detached', timeout: patience });
  }

  /** @param {string} path Of the PNG file. */
  async screenshot(path) {
    await this.page.screenshot({ path });
  }
}

/** The editor that the keyboard is in. Its `data-uri` is that of its document. */
const focused = '.editor-instance .monaco-editor.focused';

/** @returns a text for a regular expression that matches just this text. */
export const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
