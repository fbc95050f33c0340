"""Data of the heat and mortality surveillance. All figures are invented."""

from pathlib import Path

import numpy as np
import pandas as pd

ALERT_LEVELS = {"yellow": 1, "orange": 2, "red": 3}


def load_daily_deaths(path: Path, first_year: int, last_year: int) -> pd.DataFrame:
    """Daily deaths by department, with columns department_code, day, deaths_all, deaths_75plus."""
    deaths = pd.read_csv(path, parse_dates=["day"], dtype={"department_code": str})
    years = deaths["day"].dt.year
    return deaths[(years >= first_year) & (years <= last_year)]


def load_station_temperatures(path: Path, min_coverage: float = 0.9) -> pd.DataFrame:
    """Daily temperatures, with columns department_code, day, temp_min, temp_max, coverage."""
    temperatures = pd.read_parquet(path)
    return temperatures[temperatures["coverage"] >= min_coverage]


def biometeorological_index(temperatures: pd.DataFrame, column: str, window_days: int = 3) -> pd.Series:
    """Mean of a temperature over some days, within each department."""
    grouped = temperatures.sort_values("day").groupby("department_code")[column]
    return grouped.transform(lambda values: values.rolling(window_days).mean())


def mark_heat_waves(daily: pd.DataFrame, thresholds: pd.DataFrame) -> pd.DataFrame:
    """Adds is_heat_wave where both indices exceed the thresholds of the department."""
    joined = daily.merge(thresholds, on="department_code", how="left")
    joined["is_heat_wave"] = (joined["index_min"] >= joined["threshold_min"]) & (joined["index_max"] >= joined["threshold_max"])
    return joined


def expected_deaths(daily: pd.DataFrame, reference_years: int = 5) -> pd.Series:
    """Mean of the same day over the reference years."""
    by_day = daily.groupby(["department_code", daily["day"].dt.dayofyear])["deaths_all"]
    return by_day.transform(lambda values: values.rolling(reference_years, closed="left").mean())


def excess_interval(observed: float, expected: float, level: float = 0.95) -> tuple[float, float]:
    """Normal approximation of the interval of the excess."""
    half = 1.96 * np.sqrt(observed) if level == 0.95 else 1.645 * np.sqrt(observed)
    return observed - expected - half, observed - expected + half
