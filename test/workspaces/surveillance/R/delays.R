# Délais de signalement et troncature à droite
#
# Patients whose onset is recent appear only if they were reported quickly. Taken as they are,
# the data make delays look too short and the last days too quiet. Both are corrected here.
#
# Ce script lit des données individuelles : son résultat ne sort pas tel quel.

source("R/functions.R")

cutoff <- as.Date("2026-01-11") # date d'extraction

linelist <- read_csv(
  "data/individual/linelist.csv",
  col_types = cols(nir = col_character(), postcode = col_character())
) |>
  mutate(delay = as.integer(report_date - onset_date))

naive <- linelist |>
  summarise(
    n = n(),
    median = median(delay),
    p90 = quantile(delay, 0.9, names = FALSE)
  )

# Median and 90th percentile of the corrected distribution: the first delay that reaches the share.
corrected <- delay_distribution(linelist$onset_date, linelist$delay, cutoff)
quantile_delay <- function(p) min(corrected$delay[corrected$cumulative >= p])

message(sprintf("Observed:  median %.0f days, 90%% within %.0f days", naive$median, naive$p90))
message(sprintf("Corrected: median %d days, 90%% within %d days", quantile_delay(0.5), quantile_delay(0.9)))

# Nowcast: divide each day's count by the share of its patients that is expected to be known by now.
nowcast <- linelist |>
  count(onset_date, name = "reported") |>
  mutate(
    days_seen = as.integer(cutoff - onset_date),
    known = corrected$cumulative[pmin(days_seen, max(corrected$delay)) + 1],
    # Below one in five the estimate says more about the method than about the epidemic.
    expected = if_else(known >= 0.2, reported / known, NA_real_)
  )

nowcast |>
  filter(onset_date > cutoff - 21) |>
  print(n = 21)
