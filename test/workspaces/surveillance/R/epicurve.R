# Courbe épidémique : passages aux urgences pour infection respiratoire aiguë (IRA), par région et par semaine

library(ggplot2)
source("R/functions.R")

counts <- read_counts()

by_region <- counts |>
  group_by(season, region, week_start) |>
  summarise(
    ari_visits = sum(ari_visits),
    all_visits = sum(all_visits),
    .groups = "drop"
  ) |>
  mutate(share = ari_visits / all_visits)

# One colour for all regions: the panels already tell them apart.
epicurve <- ggplot(by_region, aes(x = week_start, y = ari_visits)) +
  geom_col(width = 6, fill = "#2f6f8f") +
  facet_grid(rows = vars(region), cols = vars(season), scales = "free_x") +
  scale_x_date(date_breaks = "2 months", date_labels = "%m/%Y") +
  labs(
    title = "Emergency visits for acute respiratory infection",
    x = "Week (Monday)",
    y = "Visits",
    caption = "Invented data"
  ) +
  theme_minimal() +
  theme(panel.grid.minor = element_blank())

print(epicurve)

# Semaine du pic dans chaque région
peaks <- by_region |>
  group_by(season, region) |>
  slice_max(ari_visits, n = 1, with_ties = FALSE) |>
  ungroup() |>
  select(season, region, week_start, ari_visits, share)

print(peaks)
