import { detectAnew } from '../../src/server/policy/byContent.ts';
import { detectors } from '../../src/server/policy/detectors/index.ts';
import { compare } from './measure.ts';
import { lint } from './prompt.ts';
import type { Figure, Section } from './report.ts';
import type { Places } from './rig.ts';
import { detectorTexts } from './texts.ts';

const sampling = { rounds: 9, samples: 40 };

/** How many megabytes of a text all detectors, and each, look through in a second, against secretlint alone. */
export async function measureDetectors({ root }: Places): Promise<Section[]> {
  const sections: Section[] = [];
  for (const [what, text] of Object.entries(detectorTexts(root))) {
    // A text of its own each time: nothing that remembers texts may answer.
    let looks = 0;
    const fresh = (): string => `${text}\n# ${(looks += 1)}\n`;
    const each = Object.fromEntries(detectors.map((detector) => [detector.rule, () => detector.detect(fresh())]));
    const times = await compare<string>(
      {
        'all detectors': () => detectAnew(fresh(), detectors),
        '@secretlint alone': () => lint(fresh()),
        ...each,
      },
      sampling,
    );
    const secretlint = times['@secretlint alone']?.p50 ?? NaN;
    const speed = (milliseconds: number): number => Buffer.byteLength(text) / 1e3 / milliseconds;
    sections.push({
      title: `Detectors over ${Math.round(text.length / 1000)} kB: ${what}`,
      figures: Object.entries(times).map(([name, { p50 }]): Figure => {
        const compared = name === '@secretlint alone' ? {} : { ratio: p50 / secretlint, comparedWith: 'the time of @secretlint' };
        return { what: name, values: { 'MB/s': speed(p50) }, ...compared };
      }),
    });
  }
  return sections;
}
