"""Figures of the weekly bulletin: heat waves under way and deaths per week."""

from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd

import heat_data

DATA = Path("data")
WEEKS_SHOWN = 12


def read_all() -> pd.DataFrame:
    deaths = heat_data.load_daily_deaths(DATA / "daily_deaths.csv", first_year=2019, last_year=2025)
    temperatures = heat_data.load_station_temperatures(DATA / "temperatures.parquet")
    temperatures["index_min"] = heat_data.biometeorological_index(temperatures, "temp_min", window_days=3)
    temperatures["index_max"] = heat_data.biometeorological_index(temperatures, "temp_max", window_days=3)
    daily = deaths.merge(temperatures, on=["department_code", "day"])
    thresholds = pd.read_csv(DATA / "thresholds.csv")
    return heat_data.mark_heat_waves(daily, thresholds)


def weekly_deaths(daily: pd.DataFrame) -> pd.DataFrame:
    daily = daily.assign(week=daily["day"].dt.to_period("W").dt.start_time)
    weekly = daily.groupby("week").agg(
        deaths_all=("deaths_all", "sum"),
        deaths_75plus=("deaths_75plus", "sum"),
        departments=("department_code", "nunique"),
    )
    return weekly.tail(WEEKS_SHOWN).reset_index()


def alerts_per_day(daily: pd.DataFrame, level: str) -> pd.Series:
    lowest = heat_data.ALERT_LEVELS[level]
    in_alert = daily[daily["alert_level"] >= lowest]
    return in_alert.groupby("day")["department_code"].nunique()


def draw(weekly: pd.DataFrame, path: Path) -> None:
    figure, axes = plt.subplots(figsize=(9, 4))
    axes.bar(weekly["week"], weekly["deaths_all"], width=5, color="#00558c", label="all ages")
    axes.bar(weekly["week"], weekly["deaths_75plus"], width=5, color="#e4794a", label="75 and older")
    axes.set_ylabel("deaths per week")
    axes.legend(frameon=False)
    figure.savefig(path, dpi=150, bbox_inches="tight")


if __name__ == "__main__":
    daily = read_all()
    weekly = weekly_deaths(daily)
    draw(weekly, Path("output") / "deaths_per_week.png")
    print(alerts_per_day(daily, "orange").tail())
