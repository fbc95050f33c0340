* Taux hebdomadaires de passages aux urgences pour 100 000, par région
* Run from the root of the project: do stata/rates.do
version 15
clear all

import delimited "data/open/population.csv", varnames(1) encoding("utf-8") clear
collapse (sum) population, by(region)
tempfile population
save `population'

import delimited "data/weekly_counts.csv", varnames(1) encoding("utf-8") clear
generate week = daily(week_start, "YMD")
format week %td

* Sum over age groups, then add the population of each region.
collapse (sum) ari_visits all_visits, by(season region week)
merge m:1 region using `population', assert(match) nogenerate

* Rate and exact Poisson 95% confidence interval
generate rate = 1e5 * ari_visits / population
generate rate_low = 1e5 * invgammap(ari_visits, 0.025) / population
generate rate_high = 1e5 * invgammap(ari_visits + 1, 0.975) / population
generate share = 100 * ari_visits / all_visits

label variable rate "ARI visits per 100,000"
label variable share "ARI visits, % of all visits"

* Week of the peak in each season and region
bysort season region (rate): keep if _n == _N
list season region week rate rate_low rate_high share, noobs sepby(season) abbreviate(10)
