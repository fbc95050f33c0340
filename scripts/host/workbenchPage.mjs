import { EditorPage, escaped, patience } from './editorPage.mjs';

/** A page that shows VS Code with Vigie in it. */
export class WorkbenchPage extends EditorPage {
  /** How many replies the conversation has: a page that was hidden begins with none and gets them again one by one. */
  #replies = 0;

  /** The editor that shows what would be sent; marks lie in a layer of their own behind its lines. */
  preview() {
    const group = this.page.locator('.editor-group-container:has(.tab.active[data-resource-name^="What Would Be Sent"])');
    return { lines: group.locator('.view-lines'), marks: group.locator('.view-overlays [class*="ced-"]') };
  }

  /** Waits until Vigie's server runs, by its item in the status bar. */
  async waitForVigie() {
    await this.shield()
      .filter({ hasText: /Vigie\s?: / })
      .waitFor({ timeout: patience });
    await this.page.locator(`${shield} .codicon-loading`).waitFor({ state: 'detached', timeout: patience });
  }

  /** Loads the window anew, as closing it and coming back does, and waits until Vigie's server runs. */
  async reopen() {
    await this.page.reload();
    await this.waitForVigie();
  }

  /** Vigie's item in the status bar. */
  shield() {
    return this.page.locator(shield);
  }

  /** The chat page, once it is open. */
  chat() {
    return this.page.frameLocator(chatPage).frameLocator('#active-frame');
  }

  /** Opens the chat panel, waits until what stands in the editor is attached, and puts the focus into the field. */
  async openChat() {
    await this.run('Vigie: Open Chat');
    await this.question().waitFor({ timeout: patience });
    await this.#attached();
    await this.question().focus();
  }

  /** The page follows the editor a moment later, and sends along what it shows. */
  async #attached() {
    const tab = this.page.locator('.tab.active').first();
    if ((await tab.count()) === 0) return;
    const name = await tab.getAttribute('data-resource-name');
    const chip = this.chat().locator('.composer .chip-name').filter({ hasText: new RegExp(`(^|/)${escaped(name)}([:,]|$)`) });
    await chip.first().waitFor({ timeout: patience });
  }

  /** Forgets the conversation, and waits until the page has. */
  async newConversation() {
    await this.run('Vigie: New Conversation');
    await this.chat().locator('.reply').first().waitFor({ state: 'detached', timeout: patience });
    this.#replies = 0;
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
    await this.#untilNewReply(() => this.run('Vigie: Explain'));
  }

  /** An earlier reply must not be taken for the one that is waited for. */
  async #untilNewReply(asking) {
    await asking();
    await this.chat().locator('.reply').nth(this.#replies).waitFor({ state: 'attached', timeout: patience });
    this.#replies += 1;
  }

  /** Waits until the last reply has ended, however it ended. */
  async waitForReply(limit = patience) {
    await this.chat().locator('.reply[aria-busy="false"]').last().waitFor({ timeout: limit });
    await this.chat().locator('.reply[aria-busy="true"]').waitFor({ state: 'detached', timeout: limit });
    return this.reply();
  }
}

/** Notebooks bring webviews of their own. */
const chatPage = 'iframe.webview.ready[src*="extensionId=vigie.vigie"]';

const shield = '.statusbar-item[id^="vigie.vigie"]';
