# Exploration libre : un script à compléter

library(ggplot2)
source("R/functions.R")

counts <- read_counts()
population <- read_population()

# weekly visits per 100,000 by region
region_population <- population |>
  group_by(region) |>
  summarise(population = sum(population))

visits_by_region <- counts |>
  group_by(region, week_start) |>
  summarise(ari_visits = sum(ari_visits), .groups = "drop") |>
  left_join(region_population, by = "region") |>
  mutate(rate = per_100k(ari_visits, population))

# weekly admissions per 100,000 by region
