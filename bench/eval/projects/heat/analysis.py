"""Excess mortality during the heat waves of the summer, by department."""

from pathlib import Path

import pandas as pd

from heat_data import (
    biometeorological_index,
    excess_interval,
    expected_deaths,
    load_daily_deaths,
    load_station_temperatures,
    mark_heat_waves,
)

DATA = Path("data")
OUTPUT = Path("output")

deaths = load_daily_deaths(DATA / "daily_deaths.csv", first_year=2018, last_year=2025)
temperatures = load_station_temperatures(DATA / "temperatures.parquet", min_coverage=0.95)
thresholds = pd.read_csv(DATA / "thresholds.csv", dtype={"department_code": str})

temperatures["index_min"] = biometeorological_index(temperatures, "temp_min")
temperatures["index_max"] = biometeorological_index(temperatures, "temp_max")

daily = deaths.merge(temperatures, on=["department_code", "day"], how="inner")
daily = mark_heat_waves(daily, thresholds)
daily["expected"] = expected_deaths(daily, reference_years=5)

summer = daily[daily["day"].dt.year == 2025]
waves = summer[summer["is_heat_wave"]]

by_department = waves.groupby("department_code").agg(
    days=("day", "nunique"),
    observed=("deaths_all", "sum"),
    expected=("expected", "sum"),
    temp_max=("temp_max", "max"),
)
by_department["excess"] = by_department["observed"] - by_department["expected"]
by_department["relative_excess"] = by_department["excess"] / by_department["expected"]

intervals = [
    excess_interval(row.observed, row.expected)
    for row in by_department.itertuples()
]
by_department["excess_low"] = [low for low, high in intervals]
by_department["excess_high"] = [high for low, high in intervals]

older = waves.groupby("department_code")["deaths_75plus"].sum()
by_department["share_75plus"] = older / by_department["observed"]

total = by_department[["observed", "expected", "excess"]].sum()
low, high = excess_interval(total["observed"], total["expected"])
print(f"Excess deaths: {total['excess']:.0f} ({low:.0f} to {high:.0f})")

OUTPUT.mkdir(exist_ok=True)
by_department.sort_values("relative_excess", ascending=False).to_csv(OUTPUT / "excess_by_department.csv")
