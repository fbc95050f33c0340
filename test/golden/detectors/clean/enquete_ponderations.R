# Enquête en population : redressement et estimation avec le paquet survey
library(survey)
library(srvyr)
library(gtsummary)

options(survey.lonely.psu = "adjust")

repondants <- haven::read_sas("enquete.sas7bdat") |>
  dplyr::rename(id = IDENT, sexe = SEXE, age = AGE_ANNEES, commune = COM, poids = PONDF, strate = STRATE)

marges_sexe <- data.frame(sexe = c("Femme", "Homme"), Freq = c(26800000, 24300000))
marges_age <- data.frame(classe = c("18-29", "30-44", "45-59", "60-75"), Freq = c(9.1e6, 12.2e6, 12.9e6, 11.8e6))
marges_region <- data.frame(
  region = c("11", "24", "27", "28", "32", "44", "52", "53", "75", "76", "84", "93", "94"),
  Freq = c(8.9e6, 1.8e6, 2.0e6, 2.4e6, 4.2e6, 4.0e6, 2.7e6, 2.4e6, 4.3e6, 4.3e6, 5.7e6, 3.6e6, 2.5e5)
)

plan <- svydesign(ids = ~grappe, strata = ~strate, weights = ~poids, data = repondants, nest = TRUE)
cale <- rake(plan, sample.margins = list(~sexe, ~classe, ~region), population.margins = list(marges_sexe, marges_age, marges_region))

recodages <- list(
  sexe = c("1" = "Homme", "2" = "Femme"),
  diplome = c("1" = "Aucun", "2" = "CAP", "3" = "Bac", "4" = "Supérieur"),
  pcs = c("1" = "Agriculteurs", "2" = "Artisans", "3" = "Cadres", "4" = "Intermédiaires", "5" = "Employés", "6" = "Ouvriers")
)

variables <- data.frame(
  nom = c("sexe", "age", "commune", "tabac", "alcool"),
  libelle = c("Sexe", "Âge en années", "Commune de résidence", "Fumeur quotidien", "Audit-C"),
  type = c("factor", "numeric", "character", "logical", "numeric")
)

profils <- expand.grid(age = c(25, 40, 62), sexe = c("Femme", "Homme"), commune = c("75056", "69123", "13055"))
profils$prediction <- predict(svyglm(tabac ~ age + sexe, cale, family = quasibinomial()), newdata = profils, type = "response")

nouveau <- data.frame(age = c(30, 45, 60), sexe = c("Femme", "Femme", "Femme"), imc = c(25, 25, 25))
predict(modele, nouveau)

resultats <- cale |>
  as_survey() |>
  group_by(sexe, classe) |>
  summarise(
    n = unweighted(n()),
    tabac = survey_mean(tabac, vartype = "ci", proportion = TRUE),
    alcool = survey_mean(alcool >= 4, vartype = "ci")
  )

print(resultats)
#> # A tibble: 4 × 6
#>   sexe  classe     n tabac tabac_low tabac_upp
#>   <fct> <fct>  <int> <dbl>     <dbl>     <dbl>
#> 1 Femme 18-29   1021 0.251     0.221     0.283
#> 2 Femme 30-44   1844 0.262     0.240     0.285
#> 3 Homme 18-29    934 0.301     0.270     0.334
#> 4 Homme 30-44   1602 0.315     0.291     0.340

tbl_svysummary(cale, by = sexe, include = c(age, tabac, alcool), statistic = all_continuous() ~ "{mean} ({sd})")
svychisq(~ tabac + sexe, cale)
svyby(~tabac, ~region, cale, svyciprop, vartype = "ci")
