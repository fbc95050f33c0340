# Vaccination coverage from a two-stage survey of schools, weighted and raked.

library(survey)
library(dplyr)
library(purrr)
library(gt)

pupils <- readRDS("data/survey/pupils_anonymous.rds")
margins <- readRDS("data/survey/margins.rds")

glimpse(pupils)

pupils <- pupils |>
  mutate(
    complete = doses_measles >= 2 & doses_hepatitis >= 3,
    age_group = cut(age, breaks = c(5, 7, 10, 13), right = FALSE),
    sector = if_else(school_type == "PU", "public", "private")
  ) |>
  filter(!is.na(weight), consent == "yes")

design <- svydesign(
  ids = ~school + class,
  strata = ~stratum,
  weights = ~weight,
  data = pupils,
  nest = TRUE
)

raked <- rake(
  design,
  sample.margins = list(~region, ~sector, ~age_group),
  population.margins = list(margins$region, margins$sector, margins$age_group)
)

# Extreme weights are trimmed, or a few schools decide alone
trimmed <- trimWeights(raked, upper = 6 * median(weights(raked)), strict = TRUE)

coverage <- function(by) {
  svyby(
    ~complete,
    by = by,
    design = trimmed,
    FUN = svyciprop,
    method = "logit",
    vartype = "ci"
  ) |>
    as_tibble() |>
    rename(coverage = complete, lower = ci_l, upper = ci_u)
}

tables <- list(
  region = coverage(~region),
  sector = coverage(~sector),
  age_group = coverage(~age_group)
)

# Factors of an incomplete vaccination
model <- svyglm(
  I(!complete) ~ sector + age_group + parents_born_abroad + distance_to_doctor,
  design = trimmed,
  family = quasibinomial()
)

odds_ratios <- broom::tidy(model, exponentiate = TRUE, conf.int = TRUE) |>
  filter(term != "(Intercept)") |>
  transmute(
    term,
    odds_ratio = round(estimate, 2),
    interval = sprintf("%.2f to %.2f", conf.low, conf.high),
    p = format.pval(p.value, digits = 2, eps = 0.001)
  )

as_report <- function(table, title) {
  table |>
    gt() |>
    tab_header(title = title) |>
    fmt_percent(columns = c(coverage, lower, upper), decimals = 1) |>
    cols_label(coverage = "Coverage", lower = "95 % CI, from", upper = "to")
}

reports <- imap(tables, \(table, name) as_report(table, paste("Coverage by", name)))
walk2(reports, names(reports), \(report, name) {
  gtsave(report, file.path("output", paste0("coverage_", name, ".html")))
})

saveRDS(odds_ratios, "output/odds_ratios.rds")
