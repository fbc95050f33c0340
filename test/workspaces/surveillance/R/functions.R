# Fonctions communes aux scripts. À charger depuis la racine du projet :
#   source("R/functions.R")

library(dplyr)
library(readr)

age_levels <- c("0-4", "5-14", "15-44", "45-64", "65+")

read_counts <- function(path = "data/weekly_counts.csv") {
  read_csv(path, show_col_types = FALSE) |>
    mutate(age_group = factor(age_group, levels = age_levels))
}

read_population <- function(path = "data/open/population.csv") {
  read_csv(path, show_col_types = FALSE) |>
    mutate(age_group = factor(age_group, levels = age_levels))
}

# Taux pour 100 000 personnes
per_100k <- function(count, population) {
  1e5 * count / population
}

# Serial interval: a gamma distribution cut into whole days 1, 2, ..., max_days.
# Day k takes the mass between k - 0.5 and k + 0.5; day 1 also takes what lies below 0.5,
# because the method allows no secondary case on the day of its infector.
discretise_gamma <- function(mean, sd, max_days = 21) {
  shape <- (mean / sd)^2
  rate <- mean / sd^2
  breaks <- c(0, seq(1.5, max_days + 0.5, by = 1))
  mass <- diff(pgamma(breaks, shape = shape, rate = rate))
  mass / sum(mass)
}

# Total infectiousness: Lambda_t = sum over s >= 1 of I_(t-s) * w_s
# The first day has no past, so its value is NA.
infectiousness <- function(incidence, w) {
  vapply(seq_along(incidence), function(t) {
    if (t == 1) {
      return(NA_real_)
    }
    s <- seq_len(min(t - 1, length(w)))
    sum(incidence[t - s] * w[s])
  }, numeric(1))
}

# Instantaneous reproduction number after Cori et al., Am J Epidemiol 2013;178(9):1505-12.
# Over a window that ends on day t, with a gamma prior for R (shape a, scale b), the posterior is
#   Gamma(shape = a + sum(I), scale = 1 / (1 / b + sum(Lambda))).
# The prior has mean 5 and standard deviation 5, as in EpiEstim: an epidemic is not declared over too early.
cori_rt <- function(incidence, w, window = 7, prior_mean = 5, prior_sd = 5) {
  a <- (prior_mean / prior_sd)^2
  b <- prior_sd^2 / prior_mean
  lambda <- infectiousness(incidence, w)

  ends <- seq(from = window + 1, to = length(incidence))
  cases <- vapply(ends, function(t) sum(incidence[(t - window + 1):t]), numeric(1))
  force <- vapply(ends, function(t) sum(lambda[(t - window + 1):t]), numeric(1))

  shape <- a + cases
  rate <- 1 / b + force
  data.frame(
    day = ends,
    mean = shape / rate,
    lower = qgamma(0.025, shape = shape, rate = rate),
    upper = qgamma(0.975, shape = shape, rate = rate)
  )
}

# Delay distribution corrected for right truncation (Kalbfleisch & Lawless, JASA 1989;84:360-72).
# An event of day `start` is only in the data if its delay is at most `cutoff - start`.
# Reverse hazard at d: among records with delay <= d whose delay d could have been seen, those with delay d.
# Returns P(delay <= d | delay <= max_delay) for d = 0, ..., max_delay.
delay_distribution <- function(start, delay, cutoff, max_delay = max(delay)) {
  observable <- as.numeric(cutoff - start)
  days <- 0:max_delay
  reverse_hazard <- vapply(days, function(d) {
    at_risk <- sum(delay <= d & observable >= d)
    if (at_risk == 0) 0 else sum(delay == d & observable >= d) / at_risk
  }, numeric(1))

  # F(d) is the product of (1 - reverse hazard) over all longer delays.
  cumulative <- rev(cumprod(rev(c(1 - reverse_hazard[-1], 1))))
  data.frame(delay = days, cumulative = cumulative)
}
