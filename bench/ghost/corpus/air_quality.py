"""Short-term effect of particles on hospital admissions: a time-series regression per city."""

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import statsmodels.api as sm
from patsy import dmatrix

CITIES = ["Lille", "Lyon", "Marseille", "Nantes", "Strasbourg"]
LAGS = range(0, 6)


def load_city(folder: Path, city: str) -> pd.DataFrame:
    admissions = pd.read_csv(folder / f"admissions_{city}.csv", parse_dates=["date"])
    pollution = pd.read_csv(folder / f"pollution_{city}.csv", parse_dates=["date"])
    weather = pd.read_csv(folder / f"weather_{city}.csv", parse_dates=["date"])
    data = admissions.merge(pollution, on="date").merge(weather, on="date")
    return data.set_index("date").asfreq("D")


def add_lags(data: pd.DataFrame, column: str = "pm25") -> pd.DataFrame:
    for lag in LAGS:
        data[f"{column}_lag{lag}"] = data[column].shift(lag)
    data["temperature_mean"] = data["temperature"].rolling(4).mean()
    return data.dropna()


def design_matrix(data: pd.DataFrame, lag: int) -> pd.DataFrame:
    """Trend and season by splines with seven degrees of freedom a year."""
    years = data.index.year.nunique()
    time = np.arange(len(data))
    splines = dmatrix(f"cr(time, df={7 * years}) - 1", {"time": time}, return_type="dataframe")
    splines.index = data.index
    weekday = pd.get_dummies(data.index.dayofweek, prefix="day", drop_first=True, dtype=float)
    weekday.index = data.index
    exposure = data[[f"pm25_lag{lag}", "temperature_mean", "humidity"]]
    return pd.concat([exposure, weekday, splines], axis=1)


def fit_city(data: pd.DataFrame, lag: int) -> dict[str, float]:
    design = design_matrix(data, lag)
    model = sm.GLM(data["admissions"], design, family=sm.families.Poisson())
    fitted = model.fit(scale="X2")
    name = f"pm25_lag{lag}"
    return {
        "lag": lag,
        "beta": fitted.params[name],
        "se": fitted.bse[name],
        "dispersion": fitted.scale,
    }


def pool(estimates: pd.DataFrame) -> pd.Series:
    """Random effects over the cities, by DerSimonian and Laird."""
    weight = 1 / estimates["se"] ** 2
    fixed = np.average(estimates["beta"], weights=weight)
    heterogeneity = (weight * (estimates["beta"] - fixed) ** 2).sum()
    freedom = len(estimates) - 1
    between = max(0, (heterogeneity - freedom) / (weight.sum() - (weight**2).sum() / weight.sum()))
    pooled_weight = 1 / (estimates["se"] ** 2 + between)
    beta = np.average(estimates["beta"], weights=pooled_weight)
    se = np.sqrt(1 / pooled_weight.sum())
    percent = 100 * (np.exp(10 * np.array([beta, beta - 1.96 * se, beta + 1.96 * se])) - 1)
    return pd.Series(percent, index=["change", "lower", "upper"])


def main() -> None:
    rows = []
    for city in CITIES:
        data = add_lags(load_city(Path("data/aggregated"), city))
        rows += [{"city": city, **fit_city(data, lag)} for lag in LAGS]
    estimates = pd.DataFrame(rows)
    pooled = estimates.groupby("lag")[["beta", "se"]].apply(pool)

    figure, axes = plt.subplots(figsize=(7, 4))
    axes.errorbar(
        pooled.index,
        pooled["change"],
        yerr=[pooled["change"] - pooled["lower"], pooled["upper"] - pooled["change"]],
        fmt="o",
        capsize=3,
    )
    axes.axhline(0, linewidth=0.8, color="grey")
    axes.set_xlabel("Lag in days")
    axes.set_ylabel("Change in admissions per 10 µg/m³, %")
    figure.savefig("output/air_quality.png", dpi=200, bbox_inches="tight")
    estimates.to_csv("output/air_quality.csv", index=False)


if __name__ == "__main__":
    main()
