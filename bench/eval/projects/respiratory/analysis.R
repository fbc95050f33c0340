# Weekly incidence of influenza and RSV by region and age, season 2024-2025.
library(dplyr)
library(tidyr)
library(ggplot2)

source("R/functions.R")

season <- "2024-2025"
threshold <- 150

counts <- read_weekly_counts("data/weekly_counts.csv", season)
population <- readr::read_csv("data/population.csv", show_col_types = FALSE)

# Incidence by region and week.
by_region <- counts |>
  filter(virus == "influenza") |>
  group_by(region_code, week_start) |>
  summarise(n_cases = sum(n_cases), .groups = "drop") |>
  left_join(
    population |> group_by(region_code) |> summarise(n_inhabitants = sum(n_inhabitants)),
    by = "region_code"
  )

rates <- rate_with_interval(by_region$n_cases, by_region$n_inhabitants)
by_region <- bind_cols(by_region, rates)
by_region <- flag_epidemic_weeks(by_region, threshold_per_100k = threshold)

# First epidemic week of each region.
onset <- by_region |>
  filter(epidemic) |>
  group_by(region_code) |>
  summarise(onset_week = min(week_start), peak_rate = max(rate))

# Incidence by age class over the season.
by_age <- counts |>
  filter(virus == "RSV") |>
  mutate(age_class = age_class_of(age_years)) |>
  group_by(age_class) |>
  summarise(n_cases = sum(n_cases), .groups = "drop")

age_population <- population |>
  mutate(age_class = age_class_of(age_years)) |>
  group_by(age_class) |>
  summarise(n_inhabitants = sum(n_inhabitants), .groups = "drop")

by_age <- left_join(by_age, age_population, by = "age_class")
age_rates <- rate_with_interval(by_age$n_cases, by_age$n_inhabitants, level = 0.9)
by_age <- bind_cols(by_age, age_rates)

curve <- plot_epidemic_curve(by_region, "Influenza")
ggsave("output/influenza_curve.png", curve, width = 18, height = 12, units = "cm")

readr::write_csv(onset, "output/onset_by_region.csv")
readr::write_csv(by_age, "output/rsv_by_age.csv")
