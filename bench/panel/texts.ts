/** Sections as models answer epidemiologists: prose, lists, code, tables, formulas. */
const sections: readonly ((number: number) => string)[] = [
  (n) =>
    `## Step ${n}: weekly incidence\n\nThe **incidence** of week ${n} is the number of new cases by the population at risk, ` +
    `so \`cases / population * 1e5\`. Recent weeks are *not complete*: reports come ${1 + (n % 9)} days late on average, ` +
    'and what looks like a fall may be delay alone. See [the method](https://example.org/method).',
  (n) =>
    `1. Read the counts of season ${n}.\n2. Leave out weeks without any report:\n   - sites that closed,\n   - sites that report late.\n` +
    '3. Compare with the year before.\n\n> Small counts disclose persons: below five, say "less than five".',
  (n) =>
    `\`\`\`r\n# Weekly counts, ${n}\nweekly_${n} <- visits |>\n  filter(season == ${n}, !is.na(week_start)) |>\n  group_by(region, week_start) |>\n` +
    '  summarise(cases = sum(ari_visits), all = sum(all_visits), .groups = "drop") |>\n  mutate(share = cases / all, rate = 1e5 * cases / population)\n' +
    `\nggplot(weekly_${n}, aes(week_start, rate)) +\n  geom_line() +\n  labs(x = "Week", y = "Rate per 100,000")\n\`\`\``,
  (n) =>
    `The standard error of rate ${n} is $\\sqrt{d_{${n}}} / n_{${n}}$, and the reproduction number\n\n` +
    '$$\nR_t = \\frac{I_t}{\\sum_{s=1}^{t} I_{t-s} w_s}\n$$\n\nwhere $w_s$ is the serial interval.',
  (n) =>
    '| region | cases | population | rate |\n|:-------|------:|-----------:|-----:|\n' +
    Array.from({ length: 8 }, (_, row) => `| ${n}-${row} | ${n * 7 + row} | ${100_000 + row * 7919} | ${(n * 7 + row) / 10} |`).join('\n'),
  (n) =>
    `\`\`\`python\nimport pandas as pd\n\ndef rates_${n}(visits: pd.DataFrame) -> pd.DataFrame:\n    """Rates by week, per 100,000."""\n` +
    '    weekly = visits.groupby(["region", "week_start"], as_index=False)["cases"].sum()\n    return weekly.assign(rate=weekly.cases / weekly.population * 1e5)\n```',
];

/** @returns an answer of about so many characters, the same in every run. */
export function answerOf(length: number): string {
  const parts: string[] = [];
  let size = 0;
  for (let number = 1; size < length; number += 1) {
    const part = sections[number % sections.length]?.(number) ?? '';
    parts.push(part);
    size += part.length + 2;
  }
  return parts.join('\n\n').slice(0, length);
}

/** One block of code that is as long as the answer. */
export function codeOf(length: number): string {
  const line = (number: number) => `x_${number} <- mean(cases[week == ${number}], na.rm = TRUE) # week ${number}\n`;
  return `\`\`\`r\n${Array.from({ length: length / 50 }, (_, number) => line(number)).join('').slice(0, length)}\n\`\`\``;
}
