import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { sharedFolder, type Folder } from '../support/folder.ts';
import { NamingProxy } from '../support/namingProxy.ts';
import { ScriptedModel } from '../support/scriptedModel.ts';
import { until } from '../support/until.ts';
import { workbenchOf } from '../support/workbench.ts';

/** The name that stands for a server elsewhere; RFC 2606 keeps it free. */
const elsewhere = 'llm.example.org';

/** A nonsense word that nothing else in the world contains; it looks like no secret and no identifier. */
const canary = (name: string): string => `canarybird${name}tweets`;

/** Files of each kind that Vigie flags, by the label they get, and one that it does not flag. */
const files = {
  sensitive: ['rule/cases.R', 'marked.R', 'lines.csv', 'link.R'],
  secret: ['secret/keys.R'],
  /** Scripts that go without the values in them. */
  identifiers: ['identifier.R'],
  credentials: ['credentials.R'],
  control: ['control.R'],
};
const canaryOf = (path: string): string => canary(path.replace(/[^a-z]/g, ''));

/** A number of the sample workspace's invented patients, with a valid key, and a password; each stands in one file. */
const values: Readonly<Record<string, string>> = { 'identifier.R': '273019980252821', 'credentials.R': 'Tulip-9341-Meadow' };

/** What of a file must not get to a place that may not receive it. */
const forbiddenOf = (path: string): string => values[path] ?? canaryOf(path);

/** Text around a canary, with the cursor's place after it. */
function contentOf(path: string): string {
  const lines = [`${canaryOf(path)} <- 1`, `second_${canaryOf(path)} <- ${canaryOf(path)} + 1`, 'total <- '];
  if (path === 'marked.R') lines.unshift('# vigie: sensitive');
  if (path === 'lines.csv') return `id,note\n1,${canaryOf(path)}\n`;
  if (path === 'identifier.R') lines.unshift(`nir <- "${forbiddenOf(path)}"`);
  if (path === 'credentials.R') {
    lines.unshift(`db_password <- "${forbiddenOf(path)}"`, `con <- login("reader", "${forbiddenOf(path)}")`);
  }
  return lines.join('\n');
}

function fill(folder: Folder): void {
  const rules = {
    files: [
      { paths: ['rule/**'], label: 'sensitive', reason: 'Lines of patients.' },
      { paths: ['secret/**'], label: 'secret', reason: 'Keys of the unit.' },
    ],
  };
  const plain = Object.values(files)
    .flat()
    .filter((path) => path !== 'link.R');
  folder.write({
    '.vigie.json': JSON.stringify(rules, null, 2),
    ...Object.fromEntries(plain.map((path) => [path, contentOf(path)])),
    'rule/linked.R': contentOf('link.R'),
  });
  symlinkSync(join('rule', 'linked.R'), join(folder.path, 'link.R'));
}

/** A place that answers, and what must not get there. */
interface Stand {
  readonly name: string;
  readonly settings: (port: number) => Record<string, unknown>;
  readonly key?: boolean;
  /** Files of which nothing may get there. */
  readonly refused: readonly string[];
  /** Files that may get there without the values in them. */
  readonly redacted: readonly string[];
  readonly completions: string;
}
const stands: Stand[] = [
  {
    name: 'a gateway on this machine',
    settings: (port) => ({ 'vigie.gateway.url': `http://127.0.0.1:${port}/v1` }),
    refused: files.secret,
    redacted: files.credentials,
    completions: '/v1/completions',
  },
  {
    name: 'a gateway elsewhere',
    settings: () => ({ 'vigie.gateway.url': `http://${elsewhere}/v1` }),
    refused: [...files.secret, ...files.sensitive],
    redacted: [...files.credentials, ...files.identifiers],
    completions: '/v1/completions',
  },
  {
    name: 'the Mistral API',
    settings: () => ({ 'vigie.backend': 'mistral', 'vigie.mistral.url': `http://${elsewhere}` }),
    key: true,
    refused: [...files.secret, ...files.sensitive],
    redacted: [...files.credentials, ...files.identifiers],
    completions: '/v1/fim/completions',
  },
];

for (const stand of stands) {
  describe(`canaries and ${stand.name}`, function () {
    this.timeout(240_000);
    const folder = sharedFolder();
    let recorder: ScriptedModel;
    let proxy: NamingProxy;
    before(async () => {
      fill(folder);
      recorder = await ScriptedModel.saying({ chat: ['An answer.'], completion: ['1', ' + 1'] });
      proxy = await NamingProxy.start({ [`${elsewhere}:80`]: recorder.port });
    });
    after(async () => {
      await proxy.stop();
      await recorder.close();
    });

    const workbench = workbenchOf(() => ({
      folder: folder.path,
      settings: stand.settings(recorder.port),
      env: proxy.environment,
    }));
    before(async () => {
      const { page } = workbench;
      await page.openFile('control.R');
      await page.waitForVigie();
      if (stand.key !== true) return;
      await page.run('Vigie: Set Mistral API Key');
      await page.typeSecret('a-key-of-this-test');
    });

    /** Does what asks for ghost text, and waits until the policy has judged the request. */
    async function judged(asking: () => Promise<void>): Promise<void> {
      const verdicts = () => workbench.traces().filter(({ request }) => request === 'completion').length;
      const before = verdicts();
      await asking();
      await until('the policy has judged a request for ghost text', () => verdicts() > before);
    }

    /**
     * Does in a file all that a person can ask for: ghost text, an explanation, a question about it.
     * @returns whether each of the last two was refused.
     */
    async function useEverything(path: string): Promise<boolean[]> {
      const { page } = workbench;
      await page.openFile(path);
      if (stand.refused.includes(path)) {
        await judged(() => page.type('\nx <- '));
        await judged(() => page.run('Trigger Inline Suggestion'));
      } else {
        await page.type('\nx <- ');
        await page.waitForGhostText();
      }
      await page.page.keyboard.press('Escape');
      await page.page.keyboard.press('Control+A');
      const refused: boolean[] = [];
      for (const asking of [() => page.explain(), () => page.ask('What is in this file?')]) {
        await asking();
        refused.push((await (await page.waitForReply()).locator('.card-refusal').count()) === 1);
      }
      return refused;
    }

    it('finds a canary of an unflagged file in ghost text, in an explanation and in a question', async () => {
      assert.deepEqual(await useEverything('control.R'), [false, false]);
      const word = canaryOf('control.R');
      const carriers = (path: string): number => recorder.to(path).filter(({ body }) => body.includes(word)).length;
      assert.ok(carriers(stand.completions) >= 1, 'ghost text carries it');
      assert.ok(carriers('/v1/chat/completions') >= 2, 'the explanation and the question carry it');
    });

    for (const path of stand.refused) {
      it(`finds none of ${path}`, async () => {
        assert.deepEqual(await useEverything(path), [true, true], 'the person was told');
        assert.ok(!recorder.everything.includes(canaryOf(path)), 'the canary has left');
      });
    }

    for (const path of stand.redacted) {
      it(`finds ${path} without its values`, async () => {
        assert.deepEqual(await useEverything(path), [false, false]);
        assert.ok(recorder.everything.includes(canaryOf(path)), 'the rest goes along');
        assert.ok(!recorder.everything.includes(forbiddenOf(path)), 'the value has left');
      });
    }

    it('finds none in what is asked afterwards', async () => {
      const before = recorder.received.length;
      assert.deepEqual(await useEverything('control.R'), [false, false]);
      assert.ok(recorder.received.length > before);
      for (const path of [...stand.refused, ...stand.redacted]) assert.ok(!recorder.everything.includes(forbiddenOf(path)), path);
    });
  });
}
