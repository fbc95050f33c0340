import * as l10n from '@vscode/l10n';
import type { Review, ReviewFinding } from '../../protocol/command.ts';
import { Answer } from './Answer.tsx';
import { PlaceLink } from './PlaceLink.tsx';

interface Props {
  /** The turn that asked for the review. */
  readonly turn: string;
  readonly review: Review;
}

function severityText(severity: ReviewFinding['severity']): string {
  switch (severity) {
    case 'high':
      return l10n.t('serious');
    case 'medium':
      return l10n.t('moderate');
    case 'low':
      return l10n.t('minor');
  }
}

/** What a review found, each with the way to its place, in the midst of what the answer says besides. */
export function Findings({ turn, review: { findings, before, after } }: Props) {
  return (
    <>
      {before === '' ? null : <Answer turn={turn} text={before} finished />}
      <ol class="review" aria-label={l10n.t('Findings')}>
        {findings.map(({ severity, place, text }, index) => (
          <li key={index} class={`review-finding is-${severity}`}>
            <p class="review-head">
              <span class="review-severity">{severityText(severity)}</span> <PlaceLink place={place} />
            </p>
            <Answer turn={turn} text={text} finished />
          </li>
        ))}
      </ol>
      {after === '' ? null : <Answer turn={turn} text={after} finished />}
    </>
  );
}
