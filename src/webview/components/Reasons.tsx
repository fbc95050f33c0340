import * as l10n from '@vscode/l10n';
import { alike, type Alike } from '../../protocol/alike.ts';
import type { Label } from '../../protocol/label.ts';
import { labelName } from '../../protocol/labelName.ts';
import type { Finding } from '../../protocol/verdict.ts';
import { spotsOf, type Spot } from '../spots.ts';
import { samePlace } from '../words.ts';
import { PlaceLink } from './PlaceLink.tsx';

/** How many reasons are shown at once where there are more than one besides. */
const shownAtOnce = 2;

/** How many lines of one reason are shown at once where there are more than one besides. */
const linesAtOnce = 8;

/** @returns what is shown at once of many things, and what is folded: never one alone. */
function folded<T>(all: readonly T[], atOnce: number): [shown: readonly T[], more: readonly T[]] {
  const cut = all.length <= atOnce + 1 ? all.length : atOnce;
  return [all.slice(0, cut), all.slice(cut)];
}

function Lines({ spots }: { spots: readonly Spot[] }) {
  return spots.map(({ place, words }, index) => [
    index === 0 ? '' : ' ',
    <span key={index} class="spot">
      <PlaceLink place={place} words={words} />
      {index === spots.length - 1 ? '' : ','}
    </span>,
  ]);
}

/** Where findings are that have the same reason in the same file: its name once, and the way to each line. */
function Where({ same }: { same: Alike }) {
  const [{ place }] = same;
  if (same.length === 1) return <PlaceLink place={place} />;
  const [shown, more] = folded(spotsOf(same), linesAtOnce);
  return (
    <>
      {l10n.t('{0}, lines', place.name)} <Lines spots={shown} />
      {more.length === 0 ? null : (
        <details>
          <summary>{l10n.t('More lines ({0})', more.length)}</summary>
          <Lines spots={more} />
        </details>
      )}
    </>
  );
}

interface ReasonProps {
  readonly same: Alike;
  /** The label that the card has named already. */
  readonly named: Label;
  /** What is said before, whose place need not be said twice. */
  readonly before: Alike | undefined;
}

/** A reason, and on one line below it what else is known: a label of its own, its places, and where the rule is. */
function Reason({ same, named, before }: ReasonProps) {
  const [{ reason, label, place, writtenAt }] = same;
  const isElsewhere = same.length > 1 || before?.length !== 1 || !samePlace(before[0].place, place);
  const rule = writtenAt === undefined || (same.length === 1 && samePlace(place, writtenAt)) ? undefined : writtenAt;
  return (
    <li class="finding">
      <p>{reason}</p>
      {!isElsewhere && label === named && rule === undefined ? null : (
        <dl>
          {label === named ? null : (
            <div>
              <dt>{l10n.t('Label')}</dt> <dd>{labelName(label)}</dd>
            </div>
          )}
          {isElsewhere ? (
            <div>
              <dt class="only-read">{l10n.t('Where')}</dt>
              <dd>
                <Where same={same} />
              </dd>
            </div>
          ) : null}
          {rule === undefined ? null : (
            <div>
              <dt>{l10n.t('Rule')}</dt>{' '}
              <dd>
                <PlaceLink place={rule} />
              </dd>
            </div>
          )}
        </dl>
      )}
    </li>
  );
}

function ReasonList({ reasons, named }: { reasons: readonly Alike[]; named: Label }) {
  return (
    <ul class="findings">
      {reasons.map((same, index) => (
        <Reason key={index} same={same} named={named} before={reasons[index - 1]} />
      ))}
    </ul>
  );
}

/** Why something was refused: each reason once for each file, the first in full sight and the others folded. */
export function Reasons({ findings, named }: { findings: readonly Finding[]; named: Label }) {
  const [shown, more] = folded(alike(findings), shownAtOnce);
  return (
    <>
      <ReasonList reasons={shown} named={named} />
      {more.length === 0 ? null : (
        <details>
          <summary>{l10n.t('More findings ({0})', more.flat().length)}</summary>
          <ReasonList reasons={more} named={named} />
        </details>
      )}
    </>
  );
}
