# Nombre de reproduction effectif avec EpiEstim
library(EpiEstim)
library(incidence)
library(projections)
library(dplyr)

incid <- data.frame(
  dates = as.Date(c("2020-09-01", "2020-09-02", "2020-09-03", "2020-09-04", "2020-09-05", "2020-09-06", "2020-09-07")),
  I = c(12, 15, 11, 19, 25, 31, 28)
)

incid_dep <- tibble::tribble(
  ~date, ~dep, ~sexe, ~classe_age, ~cas, ~pop,
  "2020-09-01", "75", "F", "20-29", 31, 198000,
  "2020-09-01", "75", "M", "20-29", 28, 181000,
  "2020-09-02", "75", "F", "20-29", 44, 198000,
  "2020-09-02", "75", "M", "20-29", 39, 181000,
  "2020-09-03", "75", "F", "20-29", 52, 198000
)

serie <- read.csv(text = "date,sexe,age,n
2020-09-01,F,34,3
2020-09-02,M,51,12
2020-09-03,F,28,5
2020-09-04,M,77,8")

mesures <- tribble(
  ~date, ~mesure, ~reference,
  "2020-03-17", "confinement", "décret 2020-260",
  "2020-05-11", "déconfinement", "décret 2020-548",
  "2020-10-30", "confinement", "décret 2020-1310"
)

config <- make_config(list(mean_si = 4.7, std_si = 2.9, t_start = seq(2, nrow(incid) - 6), t_end = seq(8, nrow(incid))))
rt <- estimate_R(incid, method = "parametric_si", config = config)
plot(rt, legend = FALSE)

# intervalle sériel à partir de paires simulées
set.seed(2020)
paires <- data.frame(
  id_cas = 1:200,
  date_debut = as.Date("2020-09-01") + sample(0:30, 200, replace = TRUE),
  age = round(rnorm(200, 45, 18)),
  sexe = sample(c("F", "M"), 200, replace = TRUE),
  EL = 0L, ER = 1L, SL = rpois(200, 4), SR = rpois(200, 6) + 4L
)
si <- estimate_R(incid, method = "si_from_data", si_data = paires[, c("EL", "ER", "SL", "SR")],
  config = make_config(list(si_parametric_distr = "G", mcmc_control = make_mcmc_control(burnin = 1000, thin = 10, seed = 1), n1 = 500, n2 = 50)))

courbe <- function(x, horizon = 14) {
  dernier <- tail(x$R$`Mean(R)`, 1)
  project(incidence::incidence(rep(x$dates, x$I)), R = dernier, si = x$si_distr[-1], n_days = horizon, n_sim = 1000)
}

str(incid)
#> 'data.frame':	7 obs. of  2 variables:
#>  $ dates: Date, format: "2020-09-01" "2020-09-02" ...
#>  $ I    : num  12 15 11 19 25 31 28

glimpse(incid_dep)
#> Rows: 5
#> Columns: 6
#> $ date       <chr> "2020-09-01", "2020-09-01", "2020-09-02", "2020-09-02", "2020-09-03"
#> $ dep        <chr> "75", "75", "75", "75", "75"
#> $ sexe       <chr> "F", "M", "F", "M", "F"
#> $ classe_age <chr> "20-29", "20-29", "20-29", "20-29", "20-29"
#> $ cas        <dbl> 31, 28, 44, 39, 52
#> $ pop        <dbl> 198000, 181000, 198000, 181000, 198000

rt$R |>
  transmute(debut = t_start, fin = t_end, moyenne = `Mean(R)`, bas = `Quantile.0.025(R)`, haut = `Quantile.0.975(R)`) |>
  readr::write_csv2("rt.csv")
