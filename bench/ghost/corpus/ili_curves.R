# Weekly curves of influenza-like illness, sentinel network and emergency rooms.
# Input: counts by ISO week and region, prepared by 01_import.R.

library(dplyr)
library(tidyr)
library(ggplot2)
library(here)

source(here("R", "iso_weeks.R"))

first_season <- 2016
regions <- c("Bretagne", "Occitanie", "Grand Est", "La Réunion")

read_counts <- function(path) {
  readr::read_csv(path, show_col_types = FALSE) |>
    rename(week = iso_week, cases = n_cases) |>
    mutate(season = season_of(week)) |>
    filter(season >= first_season, region %in% regions)
}

sentinel <- read_counts(here("data", "aggregated", "sentinel.csv"))
emergency <- read_counts(here("data", "aggregated", "emergency.csv"))

# Rates per 100,000 inhabitants, smoothed over three weeks
add_rates <- function(counts, population) {
  counts |>
    left_join(population, by = c("region", "season")) |>
    group_by(region, season) |>
    arrange(week, .by_group = TRUE) |>
    mutate(
      rate = 1e5 * cases / inhabitants,
      smoothed = slider::slide_dbl(rate, mean, .before = 1, .after = 1)
    ) |>
    ungroup()
}

population <- readr::read_rds(here("data", "aggregated", "population.rds"))
sentinel <- add_rates(sentinel, population)
emergency <- add_rates(emergency, population)

# Epidemic threshold: upper bound of a periodic regression on quiet weeks
periodic_baseline <- function(counts) {
  quiet <- filter(counts, smoothed < quantile(smoothed, 0.85, na.rm = TRUE))
  model <- lm(
    smoothed ~ week_number + sin(2 * pi * week_number / 52) + cos(2 * pi * week_number / 52),
    data = quiet
  )
  predicted <- predict(model, newdata = counts, interval = "prediction", level = 0.9)
  counts |>
    mutate(
      expected = predicted[, "fit"],
      threshold = predicted[, "upr"],
      above = smoothed > threshold
    )
}

with_baseline <- sentinel |>
  mutate(week_number = as.integer(factor(week))) |>
  group_by(region) |>
  group_modify(\(counts, key) periodic_baseline(counts)) |>
  ungroup()

# An epidemic begins with the second week in a row above the threshold
epidemics <- with_baseline |>
  group_by(region, season) |>
  mutate(second = above & lag(above, default = FALSE)) |>
  summarise(
    begins = if (any(second)) min(week[second]) else NA,
    weeks_above = sum(above),
    peak = max(smoothed, na.rm = TRUE),
    .groups = "drop"
  )

plot_region <- function(name) {
  with_baseline |>
    filter(region == name) |>
    ggplot(aes(x = week_number, y = smoothed)) +
    geom_line(colour = "steelblue") +
    geom_line(aes(y = threshold), linetype = "dashed") +
    facet_wrap(vars(season), ncol = 2) +
    labs(
      title = paste("Influenza-like illness in", name),
      x = "Week of the season",
      y = "Consultations per 100,000 inhabitants"
    ) +
    theme_minimal(base_size = 11)
}

for (name in regions) {
  figure <- plot_region(name)
  ggsave(here("output", paste0("ili_", name, ".png")), figure, width = 8, height = 6)
}

readr::write_csv(epidemics, here("output", "epidemics.csv"))
