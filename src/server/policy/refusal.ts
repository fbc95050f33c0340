import { pathToFileURL } from 'node:url';
import * as l10n from '@vscode/l10n';
import { exceeds, highest } from '../../protocol/label.ts';
import { labelName } from '../../protocol/labelName.ts';
import type { DestinationView, Finding, Place, Refusal } from '../../protocol/verdict.ts';
import { viewOf, type Destination } from './destination.ts';
import type { ReadingFailure } from './reading.ts';
import { nameOf, type WorkspaceNow } from './workspace.ts';

/**
 * A refusal for findings above the clearance.
 * @param findings at least one; those that the destination might receive are left out.
 * @param canRedact whether the request could be sent if the person asked for redaction.
 */
export function refuse(destination: Destination, findings: readonly Finding[], canRedact: boolean): Refusal {
  const tooHigh = findings.filter(({ label }) => exceeds(label, destination.clearance));
  // A request is looked over joined in several ways, and may hold a text twice.
  const above = [...new Map(tooHigh.map((finding) => [JSON.stringify(finding), finding])).values()];
  const label = highest(above.map((finding) => finding.label));
  const names = [...new Set(above.map(({ place }) => place.name))];
  const words = [names.join(', '), labelName(label), destinationName(destination), labelName(destination.clearance)] as const;
  const cause =
    names.length === 1
      ? l10n.t('{0} is labelled {1}, and {2} may receive {3} text at most.', ...words)
      : l10n.t('{0} are labelled {1}, and {2} may receive {3} text at most.', ...words);
  return { destination: viewOf(destination), label, ...told(cause), findings: above, canRedact };
}

/**
 * A refusal that no text is to blame for: a condition under which nothing is sent at all.
 * @param cause what speaks against it, as it stands after a colon.
 */
export function refuseAll(destination: Destination, findings: readonly Finding[], cause: string): Refusal {
  return { destination: viewOf(destination), label: highest(findings.map(({ label }) => label)), ...told(cause), findings: [...findings], canRedact: false };
}

function told(cause: string): Pick<Refusal, 'message' | 'cause'> {
  return { message: l10n.t('Nothing was sent: {0}', cause), cause };
}

/** The refusal from a workspace that the person does not trust. */
export function untrusted(destination: Destination): Refusal {
  const reason = l10n.t('You have not said that you trust this workspace.');
  const finding: Finding = { rule: 'untrusted-workspace', label: 'secret', reason, place: { name: l10n.t('this workspace') } };
  const cause = l10n.t('Vigie sends nothing from a workspace that is not trusted. Trust it to go on.');
  return refuseAll(destination, [finding], cause);
}

/** The refusal of a destination that the organisation does not list. @param writtenAt where its list is */
export function unlisted(destination: Destination, writtenAt: Place): Refusal {
  const reason = l10n.t('The organisation’s rules list the destinations that may receive anything, and this one is not among them.');
  const place = { name: destinationName(destination) };
  const cause = l10n.t('your organisation has not approved {0}. Choose another back end.', destinationName(destination));
  return refuseAll(destination, [{ rule: 'unlisted-destination', label: 'secret', reason, place, writtenAt }], cause);
}

/** The refusal while a rule file is broken; undefined where every rule file is sound. */
export function brokenRules(destination: Destination, { policy, folders }: WorkspaceNow): Refusal | undefined {
  const findings = policy.problems.map(({ file, message, line, column }): Finding => {
    const name = nameOf(file, folders.map(({ folder }) => folder));
    const place = { name, uri: pathToFileURL(file).href, line, column };
    return { rule: 'rules-broken', label: 'secret', reason: message, place, writtenAt: place };
  });
  if (findings.length === 0) return undefined;
  const cause = l10n.t(
    'a rule file is broken, so Vigie cannot tell what may go to {0}. Mend it and ask again.',
    destinationName(destination),
  );
  return refuseAll(destination, findings, cause);
}

/** The refusal while passages of flagged files would not be recognised yet. */
export function unread(destination: Destination): Refusal {
  const finding: Finding = {
    rule: 'flagged-files-unread',
    label: 'secret',
    reason: l10n.t('Vigie has not read the flagged files yet, so it could not recognise passages of them.'),
    place: { name: l10n.t('this request') },
  };
  const cause = exceeds('sensitive', destination.clearance)
    ? l10n.t(
        'Vigie is still reading the flagged files of this workspace. Ask again in a moment, or choose a back end on this machine.',
      )
    : l10n.t('Vigie is still looking for the secret files of this workspace. Ask again in a moment.');
  return refuseAll(destination, [finding], cause);
}

/** The refusal where the flagged files cannot be read, so that waiting would not help. */
export function unreadable(destination: Destination, { cause: problem, folder }: ReadingFailure): Refusal {
  const finding: Finding = {
    rule: 'flagged-files-unreadable',
    label: 'secret',
    reason: l10n.t('Vigie could not read the flagged files ({0}), so it could not recognise passages of them.', problem),
    place: { name: folder },
  };
  const cause = l10n.t(
    'Vigie could not build its index of the flagged files ({0}). It tries again every few seconds. Check that there is room on the disk and that {1} can be written to; if that is so, reload the window.',
    problem,
    folder,
  );
  return refuseAll(destination, [finding], cause);
}

/** The refusal where the gate itself failed: what cannot be decided is not sent. */
export function undecided(destination: Destination, error: unknown): Refusal {
  const detail = error instanceof Error ? error.message : String(error);
  const finding: Finding = {
    rule: 'undecided',
    label: 'secret',
    reason: l10n.t('The check did not come to an end: {0}', detail),
    place: { name: l10n.t('this request') },
  };
  return refuseAll(destination, [finding], l10n.t('Vigie could not decide whether it may be.'));
}

/** The refusal where the trace of a request cannot be kept. */
export function untraceable(destination: Destination, file: string, error: unknown): Refusal {
  const detail = error instanceof Error ? error.message : String(error);
  const finding: Finding = { rule: 'untraceable', label: 'secret', reason: detail, place: { name: file } };
  const cause = l10n.t(
    'the audit log cannot be written, and what leaves this machine must leave a trace. Make room or check the permissions of {0}.',
    file,
  );
  return refuseAll(destination, [finding], cause);
}

/** What a person calls a destination. */
export function destinationName({ backend, origin }: DestinationView): string {
  const host = URL.canParse(origin) ? new URL(origin).host : origin;
  return backend === 'mistral' ? l10n.t('Mistral ({0})', host) : l10n.t('the gateway ({0})', host);
}
