#' Surveillance hebdomadaire des passages aux urgences (OSCOUR)
#'
#' @author Camille Fictive \email{camille.fictive@sante-exemplaire.fr}
#' @param passages table des passages, une ligne par passage
#' @param regroupement regroupement syndromique
#' @return un tableau par semaine, classe d'âge et région
#' @export
library(data.table)
library(ggplot2)
library(surveillance)

colonnes_rpu <- c("finess", "cp", "commune", "naissance", "sexe", "entree", "mode_entree", "sortie", "dp", "gravite", "destination")

types_rpu <- list(
  finess = "character", cp = "character", commune = "character", naissance = "Date",
  sexe = "character", entree = "POSIXct", sortie = "POSIXct", dp = "character"
)

regroupements <- list(
  grippe = c("J09", "J10", "J100", "J101", "J108", "J11", "J110", "J111", "J118"),
  bronchiolite = c("J21", "J210", "J218", "J219"),
  gastro = c("A08", "A080", "A081", "A082", "A083", "A084", "A085", "A09", "A090", "A099"),
  asthme = c("J45", "J450", "J451", "J458", "J459", "J46")
)

classes_age <- data.table(
  classe = c("0-4 ans", "5-14 ans", "15-44 ans", "45-64 ans", "65 ans et plus"),
  age_min = c(0, 5, 15, 45, 65),
  age_max = c(4, 14, 44, 64, 120)
)

etablissements <- fread(text = "
finess;nom;commune;cp;region;date_raccordement
750100018;CH inventé A;Paris;75000;11;2010-01-01
690783154;CH inventé B;Lyon;69000;84;2011-06-15
130786049;CH inventé C;Marseille;13000;93;2012-09-01
")

lire_passages <- function(fichier, regroupement = "grippe") {
  passages <- fread(fichier, sep = ";", colClasses = types_rpu, select = colonnes_rpu)
  passages[, age := as.integer((as.Date(entree) - naissance) / 365.25)]
  passages[, classe := classes_age$classe[findInterval(age, classes_age$age_min)]]
  passages[, cas := substr(dp, 1, 4) %in% regroupements[[regroupement]]]
  passages[]
}

indicateur <- function(passages) {
  passages[, semaine := ISOweek::ISOweek(entree)]
  passages[!is.na(dp), .(n = .N, cas = sum(cas), part = round(1e4 * mean(cas), 1)), keyby = .(semaine, classe)]
}

attendu <- data.table(
  semaine = c("2023-W48", "2023-W49", "2023-W50", "2023-W51", "2023-W52"),
  n = c(21034, 22110, 21987, 23344, 20001),
  cas = c(312, 401, 533, 801, 950),
  taux = c(148.3, 181.4, 242.4, 343.1, 475.0)
)

# Ce que renvoie indicateur() :
#>      semaine     classe     n  cas  part
#> 1: 2023-W48    0-4 ans  4120  101 245.1
#> 2: 2023-W48   5-14 ans  3011   88 292.3
#> 3: 2023-W48  15-44 ans  8100   92 113.6
#> 4: 2023-W49    0-4 ans  4201  130 309.4

epidemie <- function(serie, debut = 2018) {
  objet <- create.disProg(week = seq_len(nrow(serie)), observed = serie$cas, freq = 52)
  algo.farrington(objet, control = list(range = 261:313, b = 5, w = 3, alpha = 0.01))
}

graphique <- function(serie) {
  ggplot(serie, aes(semaine, part, colour = classe, group = classe)) +
    geom_line() +
    scale_colour_manual(values = c("#1b9e77", "#d95f02", "#7570b3", "#e7298a", "#66a61e")) +
    labs(x = NULL, y = "Part d'activité pour 10 000 passages codés", title = "Passages aux urgences pour grippe")
}

blastula::smtp_send(
  courriel,
  from = "noreply@sante-exemplaire.fr",
  to = c("veille@sante-exemplaire.fr", "alerte.urgences@sante-exemplaire.fr"),
  subject = "Bulletin hebdomadaire : grippe"
)
