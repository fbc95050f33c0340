import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { panelOf } from '../support/panelPage.ts';
import { panelStates, type PanelState } from '../support/panelStates.ts';
import themes from '../support/themes.json';

const axe = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');

interface Theme {
  /** What VS Code makes the body's class. */
  readonly body: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** What axe-core says of a page; the part that is read. */
interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What a screen reader is told of something in the page; the part that is read. */
interface Told {
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
  readonly ignored: boolean;
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value: unknown } }[];
}

describe('the chat page for everybody', () => {
  const panel = panelOf({ width: 300, height: 700 });

  /** Looks at each state of the page in turn. */
  async function inEachState(
    language: string,
    before: () => Promise<unknown>,
    look: (state: string) => Promise<void>,
    states: readonly [string, PanelState][] = Object.entries(panelStates),
  ): Promise<void> {
    await panel().begin(language);
    await before();
    for (const [state, { messages, act }] of states) {
      await panel().tell({ type: 'cleared' }, { type: 'attachments', attachments: [] }, ...messages);
      await panel().nextFrame();
      await panel().nextFrame();
      await act?.(panel());
      await look(state);
      await panel().page.locator('.composer textarea').fill('');
    }
  }

  /** @returns what axe-core takes for serious in each state of the page, 300 pixels wide. */
  async function serious({ body, variables }: Theme, rules: string, spoil = '', states?: readonly [string, PanelState][]): Promise<string[]> {
    const defects: string[] = [];
    const dressed = async () => {
      await panel().page.evaluate(`
        document.body.className = ${JSON.stringify(body)};
        for (const [name, value] of Object.entries(${JSON.stringify(variables)})) document.documentElement.style.setProperty(name, value);
        document.documentElement.style.backgroundColor = 'var(--vscode-sideBar-background)';
      `);
      await panel().page.evaluate(axe);
    };
    await inEachState('en', dressed, async (state) => {
      await panel().page.evaluate(spoil);
      const violations = await panel().page.evaluate<Violation[]>(
        `axe.run(document, { resultTypes: ['violations'], ${rules} }).then(({ violations }) => violations)`,
      );
      for (const { id, impact, nodes } of violations) {
        if (impact !== 'serious' && impact !== 'critical') continue;
        defects.push(...nodes.map(({ html, failureSummary }) => `${state}: ${id}: ${html}: ${failureSummary ?? ''}`));
      }
    }, states);
    return defects;
  }

  /** @returns all that a screen reader is told of, in the order of the page. */
  async function told(): Promise<Told[]> {
    const session = await panel().context.newCDPSession(panel().page);
    const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: Told[] };
    return nodes.filter(({ ignored }) => !ignored);
  }

  const onlyContrast = `runOnly: ['color-contrast', 'link-in-text-block']`;

  it('has nothing that axe-core takes for serious', async () => {
    assert.deepEqual(await serious(themes['Dark Modern'], ''), []);
  });

  for (const name of ['Light Modern', 'High Contrast', 'High Contrast Light'] as const) {
    it(`can be read in ${name}`, async () => {
      assert.deepEqual(await serious(themes[name], onlyContrast), []);
    });
  }

  it('would be found hard to read', async () => {
    const spoil = `document.querySelector('.log').style.color = '#333'`;
    const found = await serious(themes['Dark Modern'], onlyContrast, spoil, Object.entries(panelStates).filter(([state]) => state === 'with a review'));
    assert.ok(found.some((each) => each.includes('color-contrast')));
  });

  for (const language of ['en', 'fr']) {
    it(`names each control so that it is told from the others, and has headings in order: ${language}`, async () => {
      const defects: string[] = [];
      await inEachState(language, () => Promise.resolve(), async (state) => {
        const seen = new Set<string>();
        let level = 0;
        for (const { role, name, properties = [] } of await told()) {
          const value = (wanted: string) => properties.find((property) => property.name === wanted)?.value.value;
          const words = `${role?.value ?? ''} “${name?.value ?? ''}”`;
          if (role?.value === 'heading') {
            if (Number(value('level')) > level + 1) defects.push(`${state}: ${words} at level ${String(value('level'))} after ${level}`);
            level = Number(value('level'));
          }
          if (value('focusable') !== true || role?.value === 'RootWebArea') continue;
          if ((name?.value ?? '') === '') defects.push(`${state}: ${words} has no name`);
          // What leads to one place may be there twice.
          else if (seen.has(words) && role?.value === 'button' && !/^(Go to|Aller à) /.test(name?.value ?? '')) defects.push(`${state}: ${words} is there twice`);
          seen.add(words);
        }
      });
      assert.deepEqual(defects, []);
    });
  }
});
