# Tables de référence : départements, classes d'âge, CIM-10, calendrier
departements <- tibble::tribble(
  ~dep, ~nom, ~region, ~lat, ~lon,
  "01", "Ain", "Auvergne-Rhône-Alpes", 46.10, 5.35,
  "02", "Aisne", "Hauts-de-France", 49.56, 3.56,
  "2A", "Corse-du-Sud", "Corse", 41.86, 8.99,
  "75", "Paris", "Île-de-France", 48.86, 2.34
)

communes <- data.frame(
  codgeo = c("75056", "69123", "13055", "31555"),
  commune = c("Paris", "Lyon", "Marseille", "Toulouse"),
  cp = c("75001", "69001", "13001", "31000"),
  dep = c("75", "69", "13", "31")
)

classes_age <- tribble(
  ~age, ~classe, ~libelle,
  0, "0-4", "Nourrissons et jeunes enfants",
  5, "5-14", "Enfants",
  15, "15-44", "Jeunes adultes",
  45, "45-64", "Adultes",
  65, "65+", "Personnes âgées"
)

cim10 <- read.table(header = TRUE, sep = ";", text = "
code;libelle;sexe
A00.0;Choléra à Vibrio cholerae;
C50.9;Tumeur maligne du sein;F
C61;Tumeur maligne de la prostate;M
O80;Accouchement unique spontané;F
")

vaccins <- tribble(
  ~vaccin, ~age_mois, ~dose, ~date_obligation,
  "DTP", 2, 1, "2018-01-01",
  "ROR", 12, 1, "2018-01-01",
  "Meningo B", 3, 1, "2022-01-01"
)

feries <- data.frame(
  date = as.Date(c("2024-01-01", "2024-04-01", "2024-05-01", "2024-05-08", "2024-07-14")),
  nom = c("Jour de l'an", "Lundi de Pâques", "Fête du Travail", "Victoire 1945", "Fête nationale")
)

laboratoires <- data.frame(
  id = c("L01", "L02", "L03"),
  laboratoire = c("Laboratoire inventé", "Biologie modèle", "Analyses du patron"),
  adresse = c("1 rue du Modèle", "2 rue du Modèle", "3 rue du Modèle"),
  cp = c("75001", "69001", "13001"),
  email = c("contact@labo-un.example", "contact@labo-deux.example", "contact@labo-trois.example"),
  tel = c("0199001111", "0199002222", "0199003333")
)

exemple_format <- "
nom;prenom;ddn;sexe;cp
NOM;PRENOM;JJ/MM/AAAA;M/F;99999
XXXX;XXXX;XX/XX/XXXX;X;XXXXX
"

dictionnaire <- "
variable,type,description
BEN_NIR_PSA,caractère(17),pseudonyme du bénéficiaire
BEN_NAI_ANN,caractère(4),année de naissance
BEN_SEX_COD,numérique,sexe
EXE_SOI_DTD,date,début des soins
NUM_ENQ,caractère(17),numéro de patient de l'enquête
"

recoder <- function(x) {
  dplyr::recode(x, "1" = "Homme", "2" = "Femme", .default = "Inconnu")
}
joindre <- function(a, b) dplyr::left_join(a, b, by = c("BEN_NIR_PSA" = "NUM_ENQ", "BEN_RNG_GEM" = "BEN_RNG_GEM"))
siret <- c(agence = "13001866100013", institut = "18003604800015")
palette <- c(F = "#7b3294", M = "#008837", total = "#404040")
periode <- list(sexe = c("F", "M"), age = c(18, 65), date = c("2019-01-01", "2019-12-31"))
