/** `npm run bench:panel`, run by scripts/benchPanel.mjs; docs/benchmarks.md tells what it measures. */
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { launchBrowser } from '../../scripts/host/browser.mjs';
import type { Browser } from '../../scripts/host/playwright.d.ts';
import { PanelServer } from '../../test/support/panelPage.ts';
import { plain, vigie, whole, type Contender } from './contenders.ts';
import { figuresOf, memoryTable, streamTable, type Memory, type Row } from './report.ts';
import { held, stream, type Held } from './stream.ts';
import { answerOf, codeOf } from './texts.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    size: { type: 'string', default: '200000' },
    piece: { type: 'string', default: '80' },
    turns: { type: 'string', default: '100' },
    /** Leaves out the page that renders all anew, which takes minutes. */
    brief: { type: 'boolean', default: false },
  },
});
const [size, piece, turns] = [values.size, values.piece, values.turns].map(Number) as [number, number, number];
if (![size, piece, turns].every((value) => Number.isInteger(value) && value > 0)) {
  throw new Error('--size, --piece and --turns take a whole number above 0 each.');
}

/** How often the turns are asked and cleared: what grows from one to the next is kept for good. */
const rounds = 3;

const say = (text: string) => {
  if (!values.json) console.log(text);
};
const load = () => {
  say(`load: ${loadavg()[0]?.toFixed(1) ?? ''}\n`);
};

async function run(browser: Browser, server: PanelServer): Promise<void> {
  const renderer = await rendererOf();
  const opening = {
    plain: () => plain(browser, server),
    vigie: () => vigie(browser, server),
    ...(values.brief ? {} : { whole: () => whole(browser, server, renderer) }),
  };
  const figures: Record<string, unknown> = {};
  load();
  for (const [name, text] of [
    ['an answer', answerOf(size)],
    ['one block of code', codeOf(size)],
  ] as const) {
    const rows: Row[] = [];
    for (const open of Object.values(opening)) {
      const contender = await open();
      rows.push({ name: contender.name, streamed: await stream(contender, text, piece) });
      await contender.close();
    }
    say(`${name} of ${size} characters, ${piece} with each frame\n\n${streamTable(rows)}\n`);
    figures[name] = rows.map(figuresOf);
  }
  const memories = [await memoryOf(await opening.plain()), await memoryOf(await opening.vigie())];
  say(`${turns} turns of 4,000 characters\n\n${memoryTable(memories)}\n`);
  figures['memory'] = memories;
  load();
  if (values.json) console.log(JSON.stringify(figures, undefined, 2));
}

async function main(): Promise<void> {
  const browser = await launchBrowser();
  const server = await PanelServer.start();
  try {
    await run(browser, server);
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function memoryOf(contender: Contender): Promise<Memory> {
  const take = async () => {
    for (let turn = 0; turn < turns; turn += 1) await stream(contender, answerOf(4000 + turn), 1000);
  };
  const empty = await held(contender);
  await take();
  const full = await held(contender);
  const cleared: Held[] = [];
  for (let round = 0; contender.name === 'Vigie' && round < rounds; round += 1) {
    if (round > 0) await take();
    await contender.page.evaluate(`window.dispatchEvent(new MessageEvent('message', { data: { type: 'cleared' } })); new Promise((done) => setTimeout(done, 500))`);
    cleared.push(await held(contender));
  }
  await contender.close();
  return { name: contender.name, empty, full, cleared };
}

/** Vigie's Markdown and sanitiser as one function, for the page that renders all anew. */
async function rendererOf(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import { emptyRendering, render } from './rendering.ts';
        import { sanitise } from './sanitise.ts';
        globalThis.toHtml = (text) => sanitise(render(emptyRendering, text, true).blocks.join(''));
      `,
      resolveDir: join(__dirname, '../../src/webview'),
      loader: 'ts',
    },
    bundle: true,
    minify: true,
    format: 'iife',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

void main();
