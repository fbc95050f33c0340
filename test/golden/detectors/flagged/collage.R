# Données inventées.
library(dplyr)

cas <- data.frame(
  ⟦nom = c("IMAGINAIRE", "FICTIVE", "INVENTEE"),
  prenom = c("Modèle", "Exemplaire", "Maquette"),
  ddn = as.Date(c("1931-02-30", "1947-02-31", "2002-06-31")),
  resultat = c("positif", "négatif", NA)⟧
)

suivi <- tribble(
  ~id_patient, ~date_inclusion, ~sexe,
  "⟦PX-0007", "2021-03-04", "F",
  "PX-0031", "2021-03-09", "M",
  "PX-0044", "2021-04-01", "F"
⟧)

colle <- read.csv2(text = "age;sexe;code_postal;diagnostic
⟦34;F;99123;A15.0
71;M;99200;C34.1
58,5;F;99311;I21.9⟧")

tibble(⟦sujet_id = c("S17", "S23"), age = c(44, NA), date_deces = c("2020-01-03", "2020-02-11")⟧)

print(cas)
#>          nom     prenom        ddn
#> ⟦1 IMAGINAIRE     Modèle 1931-02-28
#> 2    FICTIVE Exemplaire 1947-02-27
#> 3   INVENTEE   Maquette 2002-06-29⟧

glimpse(cas)
#> Rows: 3
⟦#> $ nom    <chr> "IMAGINAIRE", "FICTIVE", "INVENTEE"
#> $ prenom <chr> "Modèle", "Exemplaire", "Maquette"⟧

as_tibble(suivi)
#> # A tibble: 3 × 3
#>   id_patient date_inclusion sexe
#>   <chr>      <date>         <chr>
#> ⟦1 PX-0007    2021-03-04     F
#> 2 PX-0031    2021-03-09     M
#> 3 PX-0044    2021-04-01     F⟧

bind_rows(
  list⟦(nom = "IMAGINAIRE", prenom = "Modèle", ddn = "1931-02-28"),
  list(nom = "FICTIVE", prenom = "Exemplaire", ddn = "1947-02-27")⟧
)
