"""Write every data file of this workspace. All of it is invented.

    python3 tools/make_data.py

Plain Python, a fixed seed: each run writes the same files. Nothing was measured, and no real data set was
used as a model. The regions do not exist, and neither do the patients:

* postcodes begin with 96, which no French department has;
* the social security numbers (NIR) have the right length and the right key, so that a detector takes them for
  real, but they claim a birth abroad (99) in a country whose code begins with 8. Country codes begin with
  1 to 5 (the continent), so these numbers can belong to nobody.
"""

import csv
import math
import random
from datetime import date, timedelta
from pathlib import Path

SEED = 20260111
DATA = Path(__file__).resolve().parent.parent / "data"

REGIONS = ["Nord", "Est", "Ouest", "Sud"]
AGE_GROUPS = ["0-4", "5-14", "15-44", "45-64", "65+"]

POPULATION = {
    "Nord": [412_000, 905_000, 2_730_000, 1_880_000, 1_390_000],
    "Est": [368_000, 822_000, 2_410_000, 1_760_000, 1_450_000],
    "Ouest": [455_000, 1_010_000, 2_960_000, 2_190_000, 1_870_000],
    "Sud": [431_000, 964_000, 2_880_000, 2_230_000, 2_040_000],
}

# Emergency visits per 100,000 people and week, by age group: for any cause, for acute respiratory infection
# between epidemics, and what an epidemic adds to the latter at its peak.
ALL_CAUSE = [1_150, 640, 560, 470, 720]
BASELINE = [170, 34, 15, 13, 24]
INFLUENZA_PEAK = [120, 95, 42, 33, 78]
BRONCHIOLITIS_PEAK = [420, 12, 3, 3, 10]
# Share of visits that end in an admission: for respiratory infection, for any cause.
ADMITTED = [0.24, 0.09, 0.10, 0.24, 0.58]
ADMITTED_ALL_CAUSE = [0.13, 0.08, 0.12, 0.24, 0.50]

# Season: first Monday, number of weeks, and for each epidemic its peak (weeks after the first), width and height.
SEASONS = {
    "2024-2025": (date(2024, 9, 30), 33, {"influenza": (17.2, 2.1, 1.6), "bronchiolitis": (10.0, 3.2, 1.0)}),
    "2025-2026": (date(2025, 9, 29), 33, {"influenza": (15.0, 1.9, 1.8), "bronchiolitis": (8.4, 2.8, 1.15)}),
}
# An epidemic reaches the regions at different times (weeks).
ARRIVAL = {"Nord": -0.7, "Est": 0.2, "Ouest": 0.6, "Sud": 0.0}
# Visits by day of the week, Monday first.
WEEKDAY = [1.12, 1.00, 0.97, 0.96, 0.98, 0.95, 1.02]

EXTRACTION = date(2026, 1, 11)
PATIENTS = 200


def epidemic(week: float, peak: float, width: float) -> float:
    """A wave of height 1 that rises faster than it falls."""
    spread = width if week < peak else 1.35 * width
    return math.exp(-0.5 * ((week - peak) / spread) ** 2)


def count(rng: random.Random, mean: float, dispersion: float) -> int:
    """A count whose variance is about mean + mean^2 / dispersion (negative binomial)."""
    rate = rng.gammavariate(dispersion, mean / dispersion)
    return max(0, round(rng.gauss(rate, math.sqrt(rate))))


def iso_week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def respiratory_rate(season: str, region: str, age: int, week: float) -> float:
    """Expected emergency visits for respiratory infection per 100,000 people and week."""
    waves = SEASONS[season][2]
    rate = float(BASELINE[age])
    for name, heights in (("influenza", INFLUENZA_PEAK), ("bronchiolitis", BRONCHIOLITIS_PEAK)):
        peak, width, scale = waves[name]
        rate += scale * heights[age] * epidemic(week, peak + ARRIVAL[region], width)
    return rate


def weekly_counts(rng: random.Random) -> list[dict]:
    rows = []
    for season, (first, weeks, _) in SEASONS.items():
        for week in range(weeks):
            monday = first + timedelta(weeks=week)
            for region in REGIONS:
                shared = rng.gauss(1, 0.05)
                for age, group in enumerate(AGE_GROUPS):
                    hundred_thousands = POPULATION[region][age] / 100_000
                    visits = count(rng, shared * respiratory_rate(season, region, age, week) * hundred_thousands, 250)
                    other = count(rng, (ALL_CAUSE[age] - BASELINE[age]) * hundred_thousands, 900)
                    admissions = round(visits * ADMITTED[age] * rng.gauss(1, 0.06))
                    admissions_other = round(other * ADMITTED_ALL_CAUSE[age] * rng.gauss(1, 0.03))
                    # As in a table that may be published: no cell small enough to point at a person.
                    assert min(visits, admissions) >= 11, (region, group, monday)
                    rows.append({
                        "season": season,
                        "iso_week": iso_week(monday),
                        "week_start": monday.isoformat(),
                        "region": region,
                        "age_group": group,
                        "ari_visits": visits,
                        "all_visits": visits + other,
                        "ari_admissions": admissions,
                        "all_admissions": admissions + admissions_other,
                    })
    return rows


def daily_visits(rng: random.Random, weekly: list[dict]) -> list[dict]:
    """The weekly visits of all regions and ages, spread over days; the days of a week add up to the week."""
    rows = []
    for season, (first, weeks, _) in SEASONS.items():
        totals = [0] * weeks
        for row in weekly:
            if row["season"] == season:
                totals[(date.fromisoformat(row["week_start"]) - first).days // 7] += row["ari_visits"]
        for week, total in enumerate(totals):
            before = totals[max(week - 1, 0)]
            after = totals[min(week + 1, weeks - 1)]
            slope = math.log(after / before) / 14
            shares = [WEEKDAY[day] * math.exp(slope * (day - 3)) * rng.gauss(1, 0.02) for day in range(7)]
            days = [round(total * share / sum(shares)) for share in shares]
            days[3] += total - sum(days)
            for day, visits in enumerate(days):
                rows.append({
                    "season": season,
                    "date": (first + timedelta(weeks=week, days=day)).isoformat(),
                    "ari_visits": visits,
                })
    return rows


def nir(rng: random.Random, sex: str, birth: date) -> str:
    """A number with the structure and key of a NIR that can belong to nobody (see the top of this file)."""
    country = rng.randint(801, 899)
    order = rng.randint(1, 999)
    number = f"{1 if sex == 'M' else 2}{birth:%y%m}99{country:03d}{order:03d}"
    return f"{number}{97 - int(number) % 97:02d}"


def line_list(rng: random.Random) -> list[dict]:
    """Invented patients who were admitted and reported by the day of extraction: recent onsets are incomplete."""
    first = date(2025, 11, 3)
    span = (EXTRACTION - first).days + 1
    growth = [math.exp(0.05 * day) for day in range(span)]
    patients = []
    while len(patients) < PATIENTS:
        onset = first + timedelta(days=rng.choices(range(span), growth)[0])
        admission = onset + timedelta(days=int(rng.gammavariate(2.2, 1.9)))
        report = admission + timedelta(days=int(rng.gammavariate(1.6, 3.4)))
        stay = 1 + int(rng.gammavariate(2.0, 3.6))
        sex = rng.choice("FM")
        age = rng.choices([rng.uniform(0, 5), rng.uniform(5, 45), rng.uniform(45, 65), rng.uniform(65, 97)],
                          [0.24, 0.10, 0.16, 0.50])[0]
        dies = rng.random() < (0.11 if age >= 65 else 0.015)
        birth = onset - timedelta(days=int(age * 365.25) + 1)
        postcode = f"96{rng.randint(1, 4)}{rng.randrange(0, 100, 10):02d}"
        number = nir(rng, sex, birth)
        if report > EXTRACTION:
            continue
        if admission + timedelta(days=stay) > EXTRACTION:
            outcome = "in hospital"
        else:
            outcome = "died" if dies else "discharged"
        patients.append({
            "nir": number,
            "sex": sex,
            "birth_date": birth.isoformat(),
            "postcode": postcode,
            "onset_date": onset.isoformat(),
            "admission_date": admission.isoformat(),
            "report_date": report.isoformat(),
            "outcome": outcome,
        })
    patients.sort(key=lambda patient: (patient["report_date"], patient["nir"]))
    return [{"patient_id": f"P{i:04d}", **patient} for i, patient in enumerate(patients, start=1)]


def write(path: Path, rows: list[dict]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    rng = random.Random(SEED)
    weekly = weekly_counts(rng)
    write(DATA / "weekly_counts.csv", weekly)
    write(DATA / "open" / "daily_visits.csv", daily_visits(rng, weekly))
    write(DATA / "open" / "population.csv", [
        {"region": region, "age_group": group, "population": people}
        for region in REGIONS
        for group, people in zip(AGE_GROUPS, POPULATION[region])
    ])
    write(DATA / "individual" / "linelist.csv", line_list(rng))


if __name__ == "__main__":
    main()
