Package: surveillancemodele
Title: Indicateurs de surveillance syndromique
Version: 1.4.2
Authors@R: c(
    person("Camille", "Fictive", email = "camille.fictive@sante-exemplaire.fr", role = c("aut", "cre"),
           comment = c(ORCID = "0000-0000-0000-0000")),
    person(given = "Jean", family = "Imaginaire", email = "jean.imaginaire@sante-exemplaire.fr", role = "aut"),
    person("Agence imaginaire", role = c("cph", "fnd")))
Maintainer: Camille Fictive <camille.fictive@sante-exemplaire.fr>
Description: Calcule des taux, des moyennes mobiles et des seuils à partir de données agrégées.
License: EUPL-1.2
URL: https://exemple.example.org/surveillancemodele
BugReports: https://exemple.example.org/surveillancemodele/issues
Encoding: UTF-8
LazyData: true
Imports: data.table (>= 1.14.0), dplyr, ggplot2, rlang
Suggests: testthat (>= 3.0.0), covr, withr
Roxygen: list(markdown = TRUE)

# CITATION
citHeader("Pour citer le paquet :")
bibentry(
  bibtype = "Manual",
  title = "surveillancemodele : indicateurs de surveillance",
  author = c(person("Camille", "Fictive"), person("Jean", "Imaginaire")),
  year = "2024"
)

# .zenodo.json
# {"creators": [{"name": "Fictive, Camille", "affiliation": "Agence imaginaire", "orcid": "0000-0000-0000-0000"},
#               {"name": "Imaginaire, Jean", "affiliation": "Agence imaginaire", "orcid": "0000-0000-0000-0001"}]}

# git log
# commit 8f14e45fceea167a5a36dedd4bea2543c7a4b1c2
# Author: Camille Fictive <camille.fictive@sante-exemplaire.fr>
# Date:   Tue Mar 12 10:22:31 2024 +0100
#
#     Corrige le taux des moins de 5 ans
#
# Signed-off-by: Jean Imaginaire <jean.imaginaire@sante-exemplaire.fr>

#' Taux pour 100 000
#'
#' @param n nombre de cas
#' @param pop population
#' @return un vecteur numérique
#' @author Jean Imaginaire \email{jean.imaginaire@sante-exemplaire.fr}
#' @examples
#' taux(c(10, 20), c(1e5, 2e5))
#' exemple <- data.frame(n = c(3, 5), pop = c(1000, 2000))
#' @export
taux <- function(n, pop, pour = 1e5) {
  stopifnot(length(n) == length(pop))
  ifelse(pop > 0, pour * n / pop, NA_real_)
}

# SAS : depot git@forge.example.org:etudes/surveillance.git
# Copyright (c) 2024 Jean IMAGINAIRE, jean.imaginaire@sante-exemplaire.fr
