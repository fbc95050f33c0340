# Excess mortality during heat waves: observed deaths against a reference period.

library(data.table)
library(mgcv)

deaths <- fread("data/aggregated/deaths_by_day.csv")
weather <- fread("data/aggregated/temperature_by_day.csv")

deaths[, date := as.Date(date)]
weather[, date := as.Date(date)]

daily <- merge(deaths, weather, by = c("department", "date"), all.x = TRUE)
daily[, `:=`(
  year = year(date),
  day_of_year = yday(date),
  weekday = factor(wday(date))
)]

# A heat wave: three days in a row whose mean minimum and maximum pass the thresholds
thresholds <- fread("data/reference/heat_thresholds.csv")
daily <- thresholds[daily, on = "department"]
daily[, mean_min := frollmean(temperature_min, 3), by = department]
daily[, mean_max := frollmean(temperature_max, 3), by = department]
daily[, heat_wave := mean_min >= threshold_min & mean_max >= threshold_max]
daily[is.na(heat_wave), heat_wave := FALSE]

fit_reference <- function(one_department) {
  reference <- one_department[heat_wave == FALSE & month(date) %in% 6:9]
  gam(
    deaths ~ s(day_of_year, k = 6) + year + weekday + offset(log(population)),
    family = quasipoisson(),
    data = reference,
    method = "REML"
  )
}

excess_of <- function(one_department) {
  model <- fit_reference(one_department)
  waves <- one_department[heat_wave == TRUE]
  if (nrow(waves) == 0) {
    return(NULL)
  }
  predicted <- predict(model, newdata = waves, type = "response", se.fit = TRUE)
  waves[, expected := as.numeric(predicted$fit)]
  waves[, se := as.numeric(predicted$se.fit)]
  waves[, .(
    days = .N,
    observed = sum(deaths),
    expected = sum(expected),
    excess = sum(deaths - expected),
    se = sqrt(sum(se^2) + sum(expected))
  ), by = .(department, year)]
}

results <- rbindlist(lapply(split(daily, by = "department"), excess_of))
results[, relative := 100 * excess / expected]
results[, lower := excess - 1.96 * se]
results[, upper := excess + 1.96 * se]
setorder(results, -excess)

# Age groups are modelled apart, since older people carry most of the excess
age_groups <- c("0-14", "15-44", "45-64", "65-74", "75+")
by_age <- lapply(age_groups, function(group) {
  counts <- daily[age_group == group]
  summary <- rbindlist(lapply(split(counts, by = "department"), excess_of))
  summary[, age_group := group]
  summary
})
by_age <- rbindlist(by_age)

national <- by_age[, .(
  observed = sum(observed),
  expected = sum(expected),
  excess = sum(excess)
), by = .(year, age_group)]

print(national[order(year, age_group)])
fwrite(results, "output/excess_by_department.csv", sep = ";")
fwrite(national, "output/excess_national.csv", sep = ";")
