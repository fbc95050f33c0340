import { join } from 'node:path';
import { Door } from '../../src/server/net/door.ts';
import { KeyRing } from '../../src/server/net/keys.ts';
import { Kinship } from '../../src/server/policy/kinship/kinship.ts';
import { temporaryFolder } from '../../scripts/temporary.mjs';
import type { ModelServer } from '../support/modelServer.ts';
import { NamingProxy } from '../support/namingProxy.ts';
import { bundleWorker } from '../unit/policy/kinship/bundledWorker.ts';
import type { Editor } from './editor.ts';
import { nameKeys, nameOf, namesOfSame, pathOf, type Name } from './files.ts';
import { play } from './play.ts';
import { settingsFor } from './settings.ts';
import { startRecorder } from './recorder.ts';
import { realParts, startSession, type Parts } from './session.ts';
import { prepare, type Stage } from './stage.ts';
import type { Story } from './story.ts';
import { Tally } from './tally.ts';
import { World } from './world.ts';

/** The address of the destination that is not this machine; only the proxy of the suite knows it. */
const elsewhere = 'gateway.agency.test';

/** Cases are the same in every run unless another seed is given. */
const usualSeed = 20_261_122;

/** How often and from where to draw cases: `VIGIE_FUZZ_RUNS` multiplies their number, `VIGIE_FUZZ_SEED` draws others. */
export const fuzz = {
  times: Number(process.env['VIGIE_FUZZ_RUNS'] ?? 1),
  seed: Number(process.env['VIGIE_FUZZ_SEED'] ?? usualSeed),
};

/** A world with a recording server, in which stories are played one after another. */
export interface Theatre extends Stage {
  /** Plays a story in a session of its own, with the product's parts or a mutant's. @throws Leak */
  play(story: Story, parts?: Parts): Promise<void>;
  /** Plays a story in an editor that `start` makes. */
  playIn(story: Story, start: (story: Story) => Promise<Editor>): Promise<void>;
}

/** Builds the theatre before the tests of the suite that calls it, and takes it down after them. */
export function theatre(): () => Theatre {
  let built: Theatre | undefined;
  let takeDown: () => Promise<void> = () => Promise.resolve();
  before(async () => {
    const folder = temporaryFolder();
    const recorder = await startRecorder();
    const proxy = await NamingProxy.start({ [`${elsewhere}:80`]: recorder.port });
    const environment = { ...process.env };
    Object.assign(process.env, proxy.environment);
    const door = new Door({ keys: new KeyRing() });
    door.keys.replace({ [recorder.origin]: 'invented' });
    const world = new World(join(folder.path, 'w'), addressesOf(recorder));
    Object.assign(process.env, world.environment);
    const passages = new Kinship({ folder: join(folder.path, 'k'), workerPath: bundleWorker(folder.path) });
    await passages.refresh(tablesOf(world).map((path) => ({ path, label: 'sensitive' as const })));
    const stage: Stage = { world, recorder, settings: settingsFor(recorder.port, elsewhere), tally: new Tally() };
    const sessionOf = (story: Story, parts: Parts): Editor => {
      const { bothFolders, to } = story;
      const folders = bothFolders ? ['study' as const, 'second' as const] : ['study' as const];
      return startSession(
        {
          folders: folders.map((root) => world.folder(root)),
          organisation: world.ruleFile('organisation'),
          user: world.ruleFile('user'),
          settings: stage.settings[to],
          door,
          passages,
          known: knownNames.filter(({ root }) => folders.some((each) => each === root)).map((name) => ({ path: pathOf(world.base, name), canary: name.canary })),
        },
        parts,
      );
    };
    const playIn = async (story: Story, start: (story: Story) => Promise<Editor>): Promise<void> => {
      prepare(story, stage);
      const editor = await start(story);
      try {
        await editor.changed();
        await play(story, editor, stage);
      } finally {
        await editor.stop();
      }
    };
    built = { ...stage, playIn, play: (story, parts = realParts) => playIn(story, (each) => Promise.resolve(sessionOf(each, parts))) };
    takeDown = async () => {
      process.env = environment;
      await Promise.all([door.close(), passages.close()]);
      await Promise.all([proxy.stop(), recorder.close()]);
      folder.remove();
    };
  });
  after(() => takeDown());
  return () => {
    if (built === undefined) throw new Error('The theatre stands only while tests run.');
    return built;
  };
}

function addressesOf({ origin }: ModelServer): ConstructorParameters<typeof World>[1] {
  return {
    'address of elsewhere': `http://${elsewhere}`,
    'host of elsewhere': elsewhere,
    'below its name': '*.agency.test',
    'address of here': origin,
    'this-machine': 'this-machine',
    mistral: 'mistral',
  };
}

const isTable = (key: string): boolean => nameOf(nameOf(key).sameAs ?? key).presumed === 'data';
const fileKeys = nameKeys.filter((key) => nameOf(key).leadsTo === undefined);

/** The names under which there is a table, or a file that has others. */
const knownNames: readonly Name[] = fileKeys.filter((key) => isTable(key) || namesOfSame(key).length > 1).map(nameOf);

/** Every name under which a table really lies somewhere. */
function tablesOf({ base }: World): string[] {
  return fileKeys.filter(isTable).map((key) => pathOf(base, nameOf(key)));
}

