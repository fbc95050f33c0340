# Admissions for severe infections among infants, compared with earlier seasons.
library(dplyr)
library(ggplot2)

source("R/functions.R")

seasons <- c("2022-2023", "2023-2024", "2024-2025")
admissions <- lapply(seasons, function(season) {
  read_weekly_counts("data/admissions.csv", season) |>
    mutate(season = season)
}) |>
  bind_rows()

infants <- admissions |>
  mutate(age_class = age_class_of(age_years)) |>
  filter(age_class == "0-1", virus == "RSV")

by_season <- infants |>
  group_by(season, region_code) |>
  summarise(n_cases = sum(n_cases), n_inhabitants = first(n_inhabitants), .groups = "drop")

by_season <- bind_cols(
  by_season,
  rate_with_interval(by_season$n_cases, by_season$n_inhabitants)
)

# Ratio to the season before, with regions in the order of the bulletin.
ratios <- by_season |>
  arrange(region_code, season) |>
  group_by(region_code) |>
  mutate(ratio = rate / lag(rate)) |>
  ungroup() |>
  filter(!is.na(ratio))

weekly <- infants |>
  group_by(region_code, week_start) |>
  summarise(n_cases = sum(n_cases), n_inhabitants = first(n_inhabitants), .groups = "drop")
weekly <- bind_cols(weekly, rate_with_interval(weekly$n_cases, weekly$n_inhabitants))
weekly <- flag_epidemic_weeks(weekly, threshold_per_100k = 300, min_weeks = 3)

plot_epidemic_curve(weekly, "RSV, infants", y_column = "rate")
ggsave("output/rsv_infants.png", width = 18, height = 12, units = "cm")

model <- glm(n_cases ~ season + offset(log(n_inhabitants)), family = poisson(), data = by_season)
estimates <- broom::tidy(model, exponentiate = TRUE, conf.int = TRUE)
readr::write_csv(estimates, "output/rsv_rate_ratios.csv")
