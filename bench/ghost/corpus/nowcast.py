"""Nowcasting: how many cases of the last days are still to be reported."""

import argparse
import json
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats

MAX_DELAY = 21


def reporting_triangle(cases: pd.DataFrame, max_delay: int = MAX_DELAY) -> pd.DataFrame:
    """Counts by day of onset (rows) and days until the report (columns)."""
    cases = cases.assign(delay=(cases["reported"] - cases["onset"]).dt.days)
    cases = cases[cases["delay"].between(0, max_delay)]
    triangle = cases.pivot_table(index="onset", columns="delay", values="n", aggfunc="sum")
    days = pd.date_range(triangle.index.min(), cases["reported"].max())
    triangle = triangle.reindex(index=days, columns=range(max_delay + 1), fill_value=0)
    return triangle.fillna(0).astype(int)


def mask_future(triangle: pd.DataFrame) -> pd.DataFrame:
    """What cannot have been reported yet is unknown, not zero."""
    last = triangle.index.max()
    age = (last - triangle.index).days.to_numpy()
    unknown = np.greater.outer(triangle.columns.to_numpy(), age).T
    return triangle.mask(unknown)


def delay_distribution(triangle: pd.DataFrame, window: int = 60) -> np.ndarray:
    """Reverse hazards of the delays, as in the chain-ladder method."""
    recent = triangle.tail(window).to_numpy(dtype=float)
    cumulative = np.nancumsum(recent, axis=1)
    hazards = np.zeros(recent.shape[1])
    hazards[0] = 1.0
    for delay in range(1, recent.shape[1]):
        known = ~np.isnan(recent[:, delay])
        total = cumulative[known, delay].sum()
        hazards[delay] = recent[known, delay].sum() / total if total > 0 else 0.0
    survival = np.cumprod((1.0 - hazards)[::-1])[::-1]
    return np.append(survival[1:], 1.0)


def nowcast(triangle: pd.DataFrame, draws: int = 2000, seed: int = 1) -> pd.DataFrame:
    generator = np.random.default_rng(seed)
    reported_share = delay_distribution(triangle)
    observed = triangle.sum(axis=1).to_numpy()
    age = (triangle.index.max() - triangle.index).days.to_numpy()
    share = reported_share[np.minimum(age, len(reported_share) - 1)]
    missing = stats.nbinom.rvs(
        n=np.maximum(observed, 1)[:, None],
        p=np.clip(share, 0.02, 1.0)[:, None],
        size=(len(observed), draws),
        random_state=generator,
    )
    total = observed[:, None] + missing
    return pd.DataFrame(
        {
            "reported": observed,
            "median": np.median(total, axis=1),
            "lower": np.quantile(total, 0.05, axis=1),
            "upper": np.quantile(total, 0.95, axis=1),
        },
        index=triangle.index,
    )


def read_line_counts(path: Path) -> pd.DataFrame:
    counts = pd.read_csv(path, parse_dates=["onset", "reported"])
    if counts["n"].lt(0).any():
        raise ValueError(f"{path} has negative counts.")
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", type=Path)
    parser.add_argument("--draws", type=int, default=2000)
    parser.add_argument("--output", type=Path, default=Path("output/nowcast.json"))
    options = parser.parse_args()

    triangle = mask_future(reporting_triangle(read_line_counts(options.counts)))
    result = nowcast(triangle, draws=options.draws)
    print(result.tail(14).round(0).to_string())

    options.output.parent.mkdir(parents=True, exist_ok=True)
    summary = json.loads(result.tail(28).to_json(orient="index", date_format="iso"))
    options.output.write_text(json.dumps(summary, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
