# Cohorte simulée pour éprouver les analyses de survie : aucune donnée réelle
library(survival)
library(simsurv)
library(tidyverse)

set.seed(12345)
n <- 500

cohorte <- tibble(
  patient_id = seq_len(n),
  nom = paste0("Nom", 1:n),
  sexe = sample(c("F", "M"), n, replace = TRUE, prob = c(0.52, 0.48)),
  age = round(rnorm(n, mean = 62, sd = 11)),
  date_naissance = as.Date("1950-01-01") + sample(0:15000, n),
  date_inclusion = as.Date("2015-01-01") + sample(0:700, n, replace = TRUE),
  cp = sample(c("75001", "69001", "13001"), n, replace = TRUE),
  traitement = rbinom(n, 1, 0.5)
)

jouet <- data.frame(
  id = 1:6,
  temps = c(4, 9, 12, 15, 20, 22),
  evenement = c(1, 0, 1, 1, 0, 1),
  groupe = rep(c("A", "B"), 3)
)

petit <- tibble(id = c(1, 2, 3), x = c(0.4, 1.2, 0.7), y = c("a", "b", "c"))
jouet2 <- data.frame(id = c(1, 2, 3, 4), sexe = c("F", "M", "F", "M"), age = c(31, 44, 52, 67))

survie <- simsurv(dist = "weibull", lambdas = 0.01, gammas = 1.4, betas = c(traitement = -0.4, age = 0.03), x = cohorte, maxt = 5)
donnees <- left_join(cohorte, survie, by = c("patient_id" = "id"))

km <- survfit(Surv(eventtime, status) ~ traitement, data = donnees)
cox <- coxph(Surv(eventtime, status) ~ traitement + age + sexe, data = donnees)
print(cox)
#>                 coef exp(coef)  se(coef)      z        p
#> traitement -0.412011  0.662317  0.101010 -4.079 4.52e-05
#> age         0.031201  1.031693  0.004605  6.775 1.24e-11
#> sexeM       0.052113  1.053495  0.100404  0.519    0.604

summary(km)
#> Call: survfit(formula = Surv(eventtime, status) ~ traitement, data = donnees)
#>
#>                 traitement=0
#>  time n.risk n.event survival std.err lower 95% CI upper 95% CI
#>   0.5    251      12    0.952  0.0135        0.926        0.979
#>   1.0    230      21    0.868  0.0214        0.827        0.911
#>   1.5    201      25    0.764  0.0269        0.713        0.818

head(lung)
#>   inst time status age sex ph.ecog ph.karno pat.karno meal.cal wt.loss
#> 1    3  306      2  74   1       1       90       100     1175      NA
#> 2    3  455      2  68   1       0       90        90     1225      15
#> 3    3 1010      1  56   1       0       90        90       NA      15
#> 4    5  210      2  57   1       1       90        60     1150      11

head(mtcars)
#>                    mpg cyl disp  hp drat    wt  qsec vs am gear carb
#> Mazda RX4         21.0   6  160 110 3.90 2.620 16.46  0  1    4    4
#> Mazda RX4 Wag     21.0   6  160 110 3.90 2.875 17.02  0  1    4    4

fichiers <- c(nom = "cohorte.csv", adresse = "donnees/cohorte", date = "2024-01-01")
iwalk(split(donnees, donnees$sexe), \(d, s) write_csv(d, glue::glue("simulation_{s}.csv")))
