* Taux standardisés de mortalité par région
* Auteur : Camille Fictive, camille.fictive@sante-exemplaire.fr, 01 99 00 11 22
version 17
clear all
set more off
set seed 20240101
capture log close
log using taux.log, replace text

input str2 region str20 libelle long pop
"11" "Île-de-France" 12300000
"84" "Auvergne-Rhône" 8100000
"93" "Provence" 5100000
"94" "Corse" 350000
end
save regions, replace

clear
input annee str1 sexe str5 classe deces pop
2020 "F" "0-14" 12 98000
2020 "M" "0-14" 15 101000
2020 "F" "15-44" 40 201000
2020 "M" "15-44" 77 199000
2021 "F" "0-14" 9 97500
end
generate taux = 1e5 * deces / pop
tempfile taux
save `taux'

* Population européenne de référence 2013
clear
input str5 classe poids
"0-4"   5000
"5-9"   5500
"10-14" 5500
"15-19" 5500
"20-24" 6000
end
save esp2013, replace

use "deces_individuels.dta", clear
describe nir nom prenom ddn sexe cp date_deces cause
drop nom prenom
generate age = (date_deces - ddn) / 365.25
egen classe = cut(age), at(0 15 45 65 75 120) icodes
label define sexe 1 "Homme" 2 "Femme"
label values sexe sexe
label define classe 0 "0-14" 1 "15-44" 2 "45-64" 3 "65-74" 4 "75+"
label values classe classe
collapse (count) n = id_patient, by(region annee sexe classe)
merge m:1 region using regions, keep(match) nogenerate
dstdize n pop classe sexe, by(region) using(esp2013)
list in 1/4

/*
     +------------------------------------------+
     | region   annee   sexe   classe     n     |
     |------------------------------------------|
  1. |     11    2020      F     0-14    120    |
  2. |     11    2020      M     0-14    133    |
  3. |     84    2020      F     0-14     98    |
  4. |     84    2020      M     0-14    101    |
     +------------------------------------------+
*/

poisson n i.sexe i.classe i.region, exposure(pop) irr vce(robust)
margins region, predict(ir)
forvalues a = 2015/2021 {
    quietly summarize n if annee == `a'
    display "`a' : " r(sum)
}
log close
