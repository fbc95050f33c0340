/*
 * All that a check sends to a model. The texts are Vigie's own and invented; they are the same in every language,
 * since they are about the server and not for a person.
 */

/** Has the model say one word. */
export const shortTask = 'Answer with the single word: ready';

/** Has the model say a few sentences: enough to tell its pace. */
export const paceTask =
  'In about eighty words, explain to a new colleague what an epidemic curve shows and why its last days look too low.';

/** Has the model write for as long as it may. */
export const longTask = 'Count from one to one thousand in words, one number a line. Do not stop early and do not explain.';

/** A program with a gap, before and behind which this stands. */
export const program = {
  before: `library(dplyr)

# Weekly counts of an invented survey, by region.
weekly_counts <- function(cases) {
  cases |>
    group_by(region, week) |>
    summarise(n = n(), .groups = "drop")
}

# Weekly share of positives, by region.
weekly_share <- function(tests) {
  tests |>
    group_by(region, week) |>
`,
  behind: `
}

share <- weekly_share(tests)
`,
} as const;

/** Every text of Vigie's own that a check sends: the gate knows them as such. */
export const checkWords: ReadonlySet<string> = new Set([shortTask, paceTask, longTask, program.before, program.behind]);
