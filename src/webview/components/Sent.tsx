import * as l10n from '@vscode/l10n';
import { placeWords } from '../../protocol/alike.ts';
import { backendName } from '../../protocol/backendName.ts';
import type { ChatResult, ChatSent } from '../../protocol/chat.ts';
import { labelName } from '../../protocol/labelName.ts';
import type { Finding } from '../../protocol/verdict.ts';
import { timeText, tokenParts, tokenText } from '../figures.ts';
import { post } from '../host.ts';
import { nameFor } from '../names.ts';
import { askedOf, neverSent, stayed, type Turn } from '../state.ts';
import { clearanceSentence, hostName } from '../words.ts';

/** How many reasons are shown; the preview has all of them. */
const reasonsAtMost = 5;

type Answered = Extract<ChatResult, { outcome: 'answered' }>;

/** What is known of a turn that was sent; nothing where it was not. */
function verdictOf(turn: Turn): (Pick<ChatSent, 'label' | 'destination' | 'withheld' | 'withheldFor' | 'redactions'> & Partial<Answered>) | undefined {
  const { result, sent } = turn;
  if (result?.outcome === 'answered') return result.turns.length === 0 ? undefined : result;
  return neverSent(turn) ? undefined : sent;
}

/** One line on what a turn took: time, tokens, and the model, as far as they are known. */
function summaryOf({ milliseconds, usage, model }: Partial<Answered>): string {
  const parts = [
    l10n.t('What was sent'),
    ...(milliseconds === undefined ? [] : [timeText(milliseconds)]),
    ...(usage === undefined ? [] : [tokenText(usage) ?? '']),
    ...(model === undefined ? [] : [model]),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function Rows({ turn: { attachments }, verdict }: { turn: Turn; verdict: NonNullable<ReturnType<typeof verdictOf>> }) {
  const { destination, label, model, withheld, withheldFor = [], redactions, usage } = verdict;
  const tokens = usage === undefined ? [] : tokenParts(usage);
  const rows: [string, string | string[]][] = [];
  if (destination !== undefined) {
    const where = `${backendName(destination.backend)} ${hostName(destination.origin)}`;
    rows.push([l10n.t('To'), [where, clearanceSentence(destination.clearance)]]);
  }
  if (model !== undefined) rows.push([l10n.t('Model'), model]);
  rows.push([l10n.t('Label'), labelName(label)]);
  if (attachments.length > 0) {
    rows.push([l10n.t('Attached'), attachments.map((each) => `${each.name} (${labelName(each.label)})`)]);
  }
  rows.push([l10n.t('Redacted'), redactions.length === 0 ? l10n.t('nothing') : redactions.map(({ placeholder, reason }) => l10n.t('{0}: {1}', placeholder, reason))]);
  rows.push([l10n.t('Left out'), withheld === 0 ? l10n.t('nothing') : [leftOut(withheld), ...reasonsOf(withheldFor)]]);
  if (tokens.length > 0) rows.push([l10n.t('Tokens'), tokens.join(', ')]);
  return (
    <dl>
      {rows.map(([name, value]) => [
        <dt key={name}>{name}</dt>,
        ...[value].flat().map((line, index) => <dd key={`${name} ${index}`}>{line}</dd>),
      ])}
    </dl>
  );
}

function leftOut(count: number): string {
  return count === 1
    ? l10n.t('1 part, which this destination may not receive')
    : l10n.t('{0} parts, which this destination may not receive', count);
}

/** Why parts were left out, each reason once; a table may have hundreds. */
function reasonsOf(findings: readonly Finding[]): string[] {
  const reasons = [...new Set(findings.map(({ place, reason }) => l10n.t('{0}: {1}', placeWords(place), reason)))];
  return reasons.length > reasonsAtMost ? [...reasons.slice(0, reasonsAtMost), '…'] : reasons;
}

/** Leads to what would go out now for the same question. */
function AskingAgain({ turn }: { turn: Turn }) {
  return (
    <button
      type="button"
      class="link"
      aria-label={nameFor(l10n.t('Show What Asking Again Would Send'), askedOf(turn))}
      onClick={() => {
        post({ type: 'previewTurn', id: turn.id });
      }}
    >
      {l10n.t('Show What Asking Again Would Send')}
    </button>
  );
}

/** What became of a question on its way out, folded: where it went, under which label, and what did not go along. */
export function Sent({ turn }: { turn: Turn }) {
  const verdict = verdictOf(turn);
  if (verdict === undefined) return null;
  if (stayed(turn)) {
    return (
      <div class="sent">
        <p>{l10n.t('Nothing was sent.')}</p>
        <AskingAgain turn={turn} />
      </div>
    );
  }
  return (
    <details class="sent">
      <summary>{summaryOf(verdict)}</summary>
      <Rows turn={turn} verdict={verdict} />
      <AskingAgain turn={turn} />
    </details>
  );
}
