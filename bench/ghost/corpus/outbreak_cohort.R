# A foodborne outbreak after a wedding: description, attack rates, risk ratios.

library(dplyr)
library(tidyr)
library(lubridate)
library(incidence2)
library(epitools)

guests <- read.csv("data/outbreak/guests_anonymous.csv", na.strings = c("", "NSP"))
meal <- ymd_hms("2031-06-14 20:00:00", tz = "Europe/Paris")

# Case definition: diarrhoea or vomiting within 72 hours of the meal
guests <- guests |>
  mutate(
    onset = ymd_hm(onset, tz = "Europe/Paris"),
    hours = as.numeric(difftime(onset, meal, units = "hours")),
    symptomatic = diarrhoea == 1 | vomiting == 1,
    case = symptomatic & between(hours, 0, 72),
    case = replace_na(case, FALSE)
  )

count(guests, case, sex)

attack_rate <- function(data, ...) {
  data |>
    group_by(...) |>
    summarise(
      guests = n(),
      cases = sum(case),
      rate = 100 * cases / guests,
      .groups = "drop"
    )
}

attack_rate(guests)
attack_rate(guests, sex)
attack_rate(guests, age_group, table_number)

# Epidemic curve by six hours
curve <- guests |>
  filter(case) |>
  mutate(slot = floor_date(onset, "6 hours")) |>
  incidence(date_index = "slot", groups = "sex")
plot(curve, fill = "sex", border_colour = "white")

incubation <- guests |>
  filter(case) |>
  summarise(
    median = median(hours),
    shortest = min(hours),
    longest = max(hours)
  )

# Risk ratio of every dish
dishes <- c("tiramisu", "salmon", "cold_meat", "potato_salad", "cheese", "ice")
risk_of <- function(dish) {
  exposed <- factor(guests[[dish]], levels = c(0, 1))
  result <- riskratio(table(exposed, guests$case), correction = TRUE)
  tibble(
    dish = dish,
    risk_ratio = result$measure[2, "estimate"],
    lower = result$measure[2, "lower"],
    upper = result$measure[2, "upper"],
    p = result$p.value[2, "fisher.exact"]
  )
}

risks <- bind_rows(lapply(dishes, risk_of)) |>
  arrange(desc(risk_ratio))
print(risks, n = Inf)

# Dishes together, for those who ate several
model <- glm(case ~ tiramisu + salmon + potato_salad, family = binomial("log"), data = guests)
exp(cbind(risk_ratio = coef(model), confint(model)))

write.csv(risks, "output/risk_ratios.csv", row.names = FALSE)
