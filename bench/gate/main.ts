import { parseArgs } from 'node:util';
import { measureDetectors } from './detectors.ts';
import { measureKinship } from './kinship.ts';
import { measurePaths } from './paths.ts';
import { measurePrompt } from './prompt.ts';
import { machine, written, type Section } from './report.ts';
import type { Places } from './rig.ts';

const parts = ['prompt', 'detectors', 'paths', 'kinship'] as const;
type PartName = (typeof parts)[number];

/** Measures what is asked for and prints it. Started by `scripts/bench.mjs`, which bundles it and names the places. */
async function main(): Promise<void> {
  const [root, workerPath, temporary, ...args] = process.argv.slice(2);
  if (root === undefined || workerPath === undefined || temporary === undefined) throw new Error('Run `npm run bench:gate`.');
  const places: Places = { root, workerPath, temporary };
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [...parts] },
      'kinship-mb': { type: 'string', default: '1024' },
      files: { type: 'string', default: '100000' },
    },
  });
  const unknown = values.only.find((name) => !(parts as readonly string[]).includes(name));
  if (unknown !== undefined) throw new Error(`There is no part “${unknown}”; there are ${parts.join(', ')}.`);
  const measures: Record<PartName, () => Promise<Section[]>> = {
    prompt: () => measurePrompt(places),
    detectors: () => measureDetectors(places),
    paths: () => measurePaths(places, count(values.files, 'files')),
    kinship: () => measureKinship(places, count(values['kinship-mb'], 'kinship-mb')),
  };
  const started = machine();
  const sections: Section[] = [];
  if (!values.json) console.log(`${started.cpu}, ${started.cores} cores, ${started.memoryGB} GB, ${started.system}, Node.js ${started.node}, load ${started.load.join(' ')}\n`);
  for (const part of parts.filter((name) => values.only.includes(name))) {
    const measured = await measures[part]();
    sections.push(...measured);
    if (!values.json) for (const section of measured) console.log(written(section));
  }
  const { load } = machine();
  if (values.json) console.log(JSON.stringify({ machine: { ...started, loadAtEnd: load }, sections }, null, 2));
  else console.log(`Load at the end: ${load.join(' ')}`);
}

function count(text: string, option: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) throw new Error(`--${option} takes a whole number from 1 on, not “${text}”.`);
  return number;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
