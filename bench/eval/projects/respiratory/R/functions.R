# Functions of the weekly bulletin on respiratory infections. All data are invented.
library(dplyr)

# Reads the weekly counts of one season and gives weeks as dates.
read_weekly_counts <- function(path, season) {
  readr::read_csv(path, show_col_types = FALSE) |>
    filter(season_label == season) |>
    mutate(week_start = ISOweek::ISOweek2date(paste0(iso_week, "-1")))
}

# Rate per 100,000 inhabitants with an exact Poisson interval.
rate_with_interval <- function(n_cases, n_inhabitants, level = 0.95) {
  alpha <- 1 - level
  tibble::tibble(
    rate = 1e5 * n_cases / n_inhabitants,
    rate_low = 1e5 * qgamma(alpha / 2, n_cases) / n_inhabitants,
    rate_high = 1e5 * qgamma(1 - alpha / 2, n_cases + 1) / n_inhabitants
  )
}

# Ages in the classes of the bulletin.
age_class_of <- function(age_years) {
  cut(age_years, c(0, 2, 5, 15, 65, Inf), right = FALSE,
      labels = c("0-1", "2-4", "5-14", "15-64", "65+"))
}

# Weeks whose count exceeds the epidemic threshold of earlier seasons.
flag_epidemic_weeks <- function(counts, threshold_per_100k, min_weeks = 2) {
  counts |>
    arrange(region_code, week_start) |>
    group_by(region_code) |>
    mutate(
      above = rate > threshold_per_100k,
      epidemic = above & dplyr::lag(above, min_weeks - 1, default = FALSE)
    ) |>
    ungroup()
}

# The curve of one virus by region, in the colours of the bulletin.
plot_epidemic_curve <- function(counts, virus_name, y_column = "rate") {
  ggplot2::ggplot(counts, ggplot2::aes(week_start, .data[[y_column]])) +
    ggplot2::geom_line(colour = "#00558c") +
    ggplot2::facet_wrap(~region_code) +
    ggplot2::labs(title = virus_name, x = NULL, y = "per 100,000")
}
