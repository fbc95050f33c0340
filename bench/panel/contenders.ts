import type { Browser, Page } from '../../scripts/host/playwright.d.ts';
import { answered, PanelPage, type PanelServer } from '../../test/support/panelPage.ts';

/** A page that an answer streams into. The expressions run in the page; `piece` is a piece of the answer. */
export interface Contender {
  readonly name: string;
  readonly page: Page;
  readonly context: PanelPage['context'];
  /** Begins an answer; `id` is a number. */
  readonly begin: string;
  /** Takes up the next piece. */
  readonly take: string;
  /** Ends the answer. */
  readonly end: string;
  readonly close: () => Promise<void>;
}

/** At once, so that what the page does with it is timed. */
const post = (message: string) => `window.dispatchEvent(new MessageEvent('message', { data: ${message} }))`;

/** Vigie's page, as it is shipped. */
export async function vigie(browser: Browser, server: PanelServer): Promise<Contender> {
  const { page, context } = await PanelPage.open(browser, server);
  return {
    name: 'Vigie',
    page,
    context,
    begin: post(`{ type: 'turn', id: 'turn-' + id, text: 'Question ' + id, attachments: [] }`),
    take: post(`{ type: 'progress', id: 'turn-' + id, progress: { kind: 'text', text: piece } }`),
    end: post(JSON.stringify(answered('turn-')).replace('"turn-"', `'turn-' + id`)),
    close: () => context.close(),
  };
}

/** A page that shows the text as it is: what no page can do without. */
export function plain(browser: Browser, server: PanelServer): Promise<Contender> {
  return bare(browser, server, {
    name: 'plain text, appended',
    begin: `answer = log.appendChild(document.createElement('pre'))`,
    take: 'answer.append(piece)',
    end: '',
  });
}

/** A page that renders the whole answer anew with every piece, with Vigie's own Markdown and sanitiser. */
export function whole(browser: Browser, server: PanelServer, renderer: string): Promise<Contender> {
  return bare(browser, server, {
    name: 'the whole rendered with each piece',
    script: renderer,
    begin: `answer = log.appendChild(document.createElement('div')); answer.className = 'answer'; text = ''`,
    take: 'text += piece; answer.innerHTML = toHtml(text)',
    end: '',
  });
}

type Bare = Pick<Contender, 'name' | 'begin' | 'take' | 'end'> & { readonly script?: string };

async function bare(browser: Browser, server: PanelServer, { script = '', ...rest }: Bare): Promise<Contender> {
  const context = await browser.newContext({ viewport: { width: 420, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${server.origin}/media/panel.css`);
  await page.evaluate(`
    document.head.innerHTML = '<link rel="stylesheet" href="/media/panel.css">';
    document.body.innerHTML = '<div id="root"><main><div class="conversation"><div class="log"></div></div></main></div>';
    globalThis.log = document.querySelector('.log');
    globalThis.text = '';
    ${script}
  `);
  const follow = '; log.scrollTop = log.scrollHeight';
  return { ...rest, take: rest.take + follow, page, context, close: () => context.close() };
}
