"""Emergency-room visits by syndrome: daily counts, alarms and a weekly bulletin."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

DATA = Path("data/aggregated")
OUTPUT = Path("output")
SYNDROMES = ["bronchiolitis", "gastroenteritis", "heat", "asthma"]


@dataclass(frozen=True)
class Alarm:
    """A day on which a syndrome was more frequent than expected."""

    syndrome: str
    day: pd.Timestamp
    observed: int
    expected: float

    @property
    def ratio(self) -> float:
        return self.observed / self.expected


def read_visits(path: Path) -> pd.DataFrame:
    visits = pd.read_parquet(path)
    visits["day"] = pd.to_datetime(visits["day"])
    visits = visits[visits["syndrome"].isin(SYNDROMES)]
    return visits.sort_values(["syndrome", "day"]).reset_index(drop=True)


def complete_days(visits: pd.DataFrame) -> pd.DataFrame:
    """Days without a visit are days with none, not missing ones."""
    days = pd.date_range(visits["day"].min(), visits["day"].max(), freq="D")
    index = pd.MultiIndex.from_product([SYNDROMES, days], names=["syndrome", "day"])
    counts = visits.groupby(["syndrome", "day"])["visits"].sum()
    return counts.reindex(index, fill_value=0).reset_index()


def expected_counts(counts: pd.DataFrame, weeks: int = 8) -> pd.DataFrame:
    """Mean and deviation of the same weekday in the weeks before."""
    counts = counts.copy()
    counts["weekday"] = counts["day"].dt.dayofweek
    grouped = counts.groupby(["syndrome", "weekday"])["visits"]
    counts["expected"] = grouped.transform(lambda values: values.shift(1).rolling(weeks).mean())
    counts["deviation"] = grouped.transform(lambda values: values.shift(1).rolling(weeks).std())
    return counts


def find_alarms(counts: pd.DataFrame, limit: float = 3.0) -> list[Alarm]:
    deviation = counts["deviation"].clip(lower=1.0)
    score = (counts["visits"] - counts["expected"]) / deviation
    unusual = counts[score > limit].dropna(subset=["expected"])
    return [
        Alarm(row.syndrome, row.day, int(row.visits), float(row.expected))
        for row in unusual.itertuples()
    ]


def weekly_table(counts: pd.DataFrame) -> pd.DataFrame:
    weekly = (
        counts.assign(week=counts["day"].dt.to_period("W"))
        .groupby(["week", "syndrome"], as_index=False)
        .agg(visits=("visits", "sum"), expected=("expected", "sum"))
    )
    weekly["change"] = weekly.groupby("syndrome")["visits"].pct_change().mul(100).round(1)
    return weekly.pivot(index="week", columns="syndrome", values=["visits", "change"])


def main() -> None:
    visits = read_visits(DATA / "emergency_visits.parquet")
    counts = expected_counts(complete_days(visits))
    alarms = find_alarms(counts)

    for alarm in sorted(alarms, key=lambda each: each.ratio, reverse=True):
        print(f"{alarm.day:%Y-%m-%d} {alarm.syndrome}: {alarm.observed} visits, {alarm.ratio:.1f} times expected")

    OUTPUT.mkdir(exist_ok=True)
    weekly_table(counts).to_csv(OUTPUT / "bulletin.csv", sep=";", decimal=",")
    np.savetxt(OUTPUT / "limits.txt", counts["deviation"].dropna().to_numpy(), fmt="%.2f")


if __name__ == "__main__":
    main()
