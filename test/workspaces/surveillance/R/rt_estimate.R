# Nombre de reproduction effectif (Rt), méthode de Cori, sur les passages quotidiens aux urgences
#
# For routine work one would use EpiEstim::estimate_R(). The method is written out in
# R/functions.R so that each step can be read.

library(ggplot2)
source("R/functions.R")

# Hypothesis for this example: a serial interval of 3 days, standard deviation 1.6 days.
si_mean <- 3
si_sd <- 1.6
window <- 7 # a whole week, so that weekdays and weekends weigh the same

visits <- read_csv("data/open/daily_visits.csv", show_col_types = FALSE) |>
  filter(season == "2025-2026") |>
  arrange(date)

w <- discretise_gamma(si_mean, si_sd)

# The first serial intervals have no complete past: drop them.
rt <- cori_rt(visits$ari_visits, w, window = window) |>
  mutate(date = visits$date[day]) |>
  filter(day > length(w) + window)

latest <- rt |> slice_tail(n = 1)
message(sprintf(
  "Rt on %s: %.2f (95%% credible interval %.2f to %.2f)",
  format(latest$date), latest$mean, latest$lower, latest$upper
))

rt_plot <- ggplot(rt, aes(x = date)) +
  geom_hline(yintercept = 1, linetype = "dashed") +
  geom_ribbon(aes(ymin = lower, ymax = upper), fill = "#c7d9e2") +
  geom_line(aes(y = mean), colour = "#2f6f8f") +
  labs(
    title = "Effective reproduction number, season 2025-2026",
    subtitle = sprintf("Serial interval %.1f days (sd %.1f), window of %d days", si_mean, si_sd, window),
    x = NULL,
    y = "Rt",
    caption = "Invented data. Visits follow infections by several days: the curve is late by as much."
  ) +
  theme_minimal()

print(rt_plot)

# Sensibilité : que devient Rt, le jour de son maximum, avec un intervalle sériel plus court ou plus long ?
peak_day <- rt$day[which.max(rt$mean)]

sensitivity <- bind_rows(lapply(c(2.5, 3, 3.6), function(m) {
  cori_rt(visits$ari_visits, discretise_gamma(m, si_sd), window = window) |>
    filter(day == peak_day) |>
    mutate(si_mean = m)
}))

print(sensitivity)
