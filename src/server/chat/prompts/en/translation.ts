import type { PromptWords } from '../words.ts';

export const translationIntroduction = 'Heed what has no exact equal, and name it where the code meets it:';

export const translationCheck =
  'End with a check in a second block: small invented data with missing values, ties and the edges of groups, run through both programs, and a comparison of the numbers of rows, sums, missing values and estimates with a tolerance.';

/**
 * Facts by the reference manuals of SAS 9.4 and Stata 18, and the documentation of R, pandas, statsmodels, lifelines,
 * data.table and dplyr.
 */
export const translation: PromptWords['translation'] = {
  sasMissingLow: '- SAS sorts a missing number below all numbers: `x < 5` is true for it. In R it is NA, and filter() drops the row; in pandas the comparison is false.',
  sasRetain: '- `retain` and sum statements carry a value from row to row in the order of the data: use cumulative functions within groups after sorting, and skip missing values as a sum statement does.',
  sasFirstLast: '- `first.` and `last.` mark the ends of by groups in the sorted order; with several by variables a change of an earlier one also starts a group.',
  sasLag: '- `lag()` returns the value of its last call, not of the row above: inside a condition the two differ.',
  sasMerge: '- `merge … by` is no SQL join: it pairs rows in order, repeats the last one, and values of the right data set overwrite those of the left.',
  sasTypeThree: '- SAS prints type III sums of squares; R’s anova() gives type I. Use car::Anova(type = 3) with sum contrasts.',
  sasReference: '- `class`: proc glm, mixed and genmod take the last level as reference, proc logistic codes effects (-1, 0, 1) unless `param=ref`; R and statsmodels take the first level.',
  coxTies: '- Ties in the Cox model: SAS and Stata use Breslow by default, R and lifelines Efron. Name the method.',
  coxTiesInPython: '- Ties in the Cox model: coxph() uses Efron by default, as lifelines does; statsmodels’ PHReg uses Breslow.',
  sasProcMissing: '- Procedures leave missing values out, and missing class levels too unless `missing` is given: R needs na.rm = TRUE, and table() useNA.',
  sasSumFunction: '- `sum(a, b)` and `mean(a, b)` skip missing values, `a + b` does not.',
  sasQuantiles: '- Quantiles: the SAS default (definition 5) is type = 2 in R’s quantile(), whose own default is type 7, as numpy’s is.',
  stataMissingHigh: '- Stata sorts a missing value above all numbers: `x > 5` is true for it. In R it is NA, in pandas the comparison is false.',
  stataPreserve: '- `preserve` and `restore` bring the data back: work on a copy under another name.',
  stataBy: '- `bysort`, `_n` and `_N` depend on the sort order within groups, also on the variables in parentheses; ties are in random order.',
  stataMerge: '- `merge` keeps the rows of both sides and tells them apart by `_merge`; it never overwrites values of the master unless `update` is given.',
  stataFactor: '- `i.` takes the lowest value as reference, `ib#.` another; without `i.` a code is a number. Make factors with the same reference.',
  stataCollapse: '- `collapse` and `egen` skip missing values; the sum of nothing but missing values is 0 there, and the mean is missing.',
  stataRobust: '- Robust variances: regress, vce(robust) is HC1; R’s vcovHC() is HC3 by default. Clusters have a small-sample factor of their own.',
  stataFloat: '- Stata keeps numbers as float by default: `x == 0.1` can be false there and true in double precision.',
  stataQuantiles: '- Quantiles: `summarize, detail` and `_pctile` match type = 2 in R’s quantile(), `centile` matches type = 6; R and numpy use type 7.',
  origin1960: '- SAS and Stata count dates in days from 1960-01-01, SAS date-times in seconds, Stata’s in milliseconds; R and Python count from 1970-01-01.',
  intervals: '- `intck` counts the boundaries that are crossed, not full intervals; `intnx` aligns to the beginning unless it is told otherwise.',
  stataWeeks: '- Weeks of Stata begin on 1 January and the 52nd has 8 or 9 days: they are no ISO weeks.',
  roundHalfUp: '- Halves: `round(2.5)` is 3 in SAS and Stata, and 2 in R and Python, which round halves to even (IEC 60559).',
  macros: '- Macros and locals are text that is pasted in before the code runs: turn them into functions and arguments.',
  sasFormats: '- Formats group and label without changing the value: make factors, and mind values that no format names.',
  naInR: '- R gives NA for the mean of anything missing, pandas skips it; NA as a group is kept by group_by() and dropped by groupby() unless dropna=False.',
  indexFromOne: '- R counts from 1 and includes both ends, Python from 0 without the end; a negative index means leaving out in R, from the end in Python.',
  contrasts: '- Factors keep the order of their levels, the first is the reference; ordered factors get polynomial contrasts. Set categories and reference explicitly.',
  modelsInPython: '- Use statsmodels’ formulas: without them no intercept is added. scikit-learn’s logistic regression is penalised by default.',
  spreadInPython: '- R’s sd() and var() divide by n - 1; numpy divides by n unless ddof=1, pandas by n - 1.',
  recycling: '- R recycles short vectors without a word; say which lengths are meant.',
  seeds: '- The same seed gives other random numbers in the other language: draws can only agree in distribution.',
  zeroBased: '- Python counts from 0 and leaves the end out, R counts from 1 and includes it; a negative index means another thing in R.',
  nanInPandas: '- pandas skips missing values in mean() and sum(), and groupby() drops missing keys: R needs na.rm = TRUE, and keeps such a group. sum() of nothing but missing values is 0.',
  spreadInR: '- numpy divides by n, R’s sd() and var() by n - 1.',
  penalised: '- scikit-learn’s logistic regression is penalised by default (C = 1); glm() is not.',
  pandasIndex: '- pandas aligns by index: R has none, so join by explicit keys.',
  origin1970: '- Dates as numbers: R and Python count from 1970-01-01, R in days, pandas in fractions of a second; Excel, SAS and Stata do not.',
  byReference: '- `:=` changes the table itself, and every other name for it: take copy() where the original is needed.',
  groupOrder: '- dplyr sorts groups; data.table keeps the order of appearance unless keyby is used, and SQL promises none without ORDER BY.',
  rowOrder: '- SQL tables have no row order: lag(), row_number(), first() and cumulative sums need a window with ORDER BY, and ties need a second key.',
  nullInSql: '- NULL: `x <> 1` and NOT IN drop it, joins never match it while dplyr’s match NA with NA, COUNT(x), COUNT(DISTINCT x) and AVG skip it while n() and n_distinct() count it.',
  groupedMutate: '- mutate() or filter() in groups is a window function (OVER (PARTITION BY …)), not GROUP BY.',
  integerDivision: '- Many databases divide integers without remainder: cast one side, or rates become 0.',
  nullFromSql: '- NULL: comparisons with it are unknown, joins do not match it, COUNT(x) and AVG skip it; dplyr’s joins match NA with NA, and mean() needs na.rm = TRUE.',
  divisionFromSql: '- Many databases divide integers without remainder; R and Python’s `/` do not.',
};
