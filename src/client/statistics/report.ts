import * as vscode from 'vscode';
import { byDay, byLanguage, keptDays, sumOf, type Counts, type Days } from './counts.ts';

/** The counts as a person reads them: Markdown, in their language. */
export function reportOf(days: Days): string {
  const languages = byLanguage(days);
  const title = `# ${vscode.l10n.t('Ghost text statistics')}`;
  const scope = vscode.l10n.t(
    'What became of ghost text in the last {0} days. These numbers are kept on this machine only, are never sent, and hold nothing of what was written. The command “Vigie: Reset Ghost Text Statistics” deletes them.',
    keptDays,
  );
  if (languages.length === 0) return [title, scope, vscode.l10n.t('No ghost text has been offered yet.'), ''].join('\n\n');
  const all = sumOf(...languages.map(([, counts]) => counts));
  return [
    title,
    scope,
    table(vscode.l10n.t('Language'), [...languages.map(row), [`**${vscode.l10n.t('In all')}**`, all]]),
    table(vscode.l10n.t('Day'), byDay(days).map(([day, counts]) => [dateOf(day), counts])),
    vscode.l10n.t(
      'Offered: suggestions that the editor was given to show; what is typed along or taken by words counts once. In part: taken by words or lines, but not to the end. Share: of what was offered, how much was taken in whole or in part.',
    ),
    '',
  ].join('\n\n');
}

function row([language, counts]: [string, Counts]): [string, Counts] {
  // An identifier may hold what Markdown reads as more than letters.
  return [`\`${language.replaceAll('`', '')}\``, counts];
}

function table(first: string, rows: readonly (readonly [string, Counts])[]): string {
  const head = [
    first,
    vscode.l10n.t('Offered'),
    vscode.l10n.t('Taken whole'),
    vscode.l10n.t('Taken in part'),
    vscode.l10n.t('Share'),
    vscode.l10n.t('Characters taken'),
  ];
  const number = new Intl.NumberFormat(vscode.env.language);
  const percent = new Intl.NumberFormat(vscode.env.language, { style: 'percent' });
  const lines = rows.map(([name, { offered, whole, partly, characters }]) => [
    name,
    ...[offered, whole, partly].map((count) => number.format(count)),
    offered === 0 ? '–' : percent.format((whole + partly) / offered),
    number.format(characters),
  ]);
  return [head, ['---', ...head.slice(1).map(() => '---:')], ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function dateOf(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date).toLocaleDateString(vscode.env.language, { dateStyle: 'medium' });
}
