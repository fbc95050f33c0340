import assert from 'node:assert/strict';
import { dataFramesIn } from '../../../src/server/context/dataFrames.ts';

function found(languageId: string, text: string): Record<string, string> {
  return Object.fromEntries(
    dataFramesIn({ languageId, text }).map(({ name, file, columns }) => [
      name,
      `${file ?? '-'}: ${[...columns].map(([column, type]) => (type === '' ? column : `${column} ${type}`)).join(', ')}`,
    ]),
  );
}

describe('data frames in code', () => {
  it('are known in R by what is read, taken and made', () => {
    const text = `
cases <- read_csv(here("data", "cases.csv"), col_types = cols(age = col_integer(), onset = col_date())) |>
  mutate(delay = as.integer(report - onset), week = isoweek(onset)) # by week
rates <- cases |>
  group_by(region, week) |>
  summarise(n = n(), .groups = "drop") |>
  arrange(desc(week), -n)
plot(cases$sex, cases[["département"]])
x <- compute(a, b)
`;
    assert.deepEqual(found('r', text), {
      cases: 'cases.csv: delay integer, week, age integer, onset date, region, sex, département',
      rates: '-: region, week, n',
    });
  });

  it('are known in Python by what is read, indexed and made', () => {
    const text = `
cases = pd.read_csv("data/cases.csv", dtype={"age": "Int64", "sex": "category"}, parse_dates=["onset"])
cases["week"] = cases["onset"].dt.isocalendar().week
rates = (
    cases[["region", "week"]]
    .groupby(["region", "week"], as_index=False)
    .agg(n=("region", "size"))
    .assign(rate=lambda d: d["n"] / 10)
)
`;
    const frames = found('python', text);
    assert.match(frames['cases'] ?? '', /^cases\.csv: .*age Int64/);
    for (const column of ['sex category', 'onset', 'week', 'region']) assert.ok(frames['cases']?.includes(column), column);
    for (const column of ['region', 'week', 'n', 'rate']) assert.ok(frames['rates']?.includes(column), column);
  });

  it('are those of the chunks of a report', () => {
    assert.deepEqual(found('quarto', 'df$prose\n\n```{r}\ndf$region\n```\n'), { df: '-: region' });
  });

  it('hold names only, whatever is written as if it were one', () => {
    assert.deepEqual(found('r', 'df |> select("a b", 1, -c(2, 3), region, everything()) |> filter(nom == "Modèle")'), { df: '-: region' });
    assert.deepEqual(found('python', 'df["Jean Modèle"]\ndf[["a b", "region"]]\nage = sexes["f"]\n'), { df: '-: region', sexes: '-: f' });
  });
});
