* Tuberculosis: treatment outcomes of notified cases and their factors
version 17
clear all
set more off

global data "data/aggregated"
global output "output"

capture log close
log using "$output/tuberculosis.log", replace text

use "$data/tuberculosis_anonymous.dta", clear
describe
codebook outcome resistance, compact

* Cases with a year of follow-up
keep if inrange(notification_year, 2022, 2030)
drop if missing(outcome)
gen success = inlist(outcome, 1, 2)
label define success 0 "other" 1 "cured or completed"
label values success success

recode age (0/14 = 1 "0-14") (15/44 = 2 "15-44") (45/64 = 3 "45-64") ///
    (65/max = 4 "65+"), gen(age_group)
label variable age_group "Age group"

gen delay = start_of_treatment - first_symptoms
replace delay = . if delay < 0 | delay > 730
gen late = delay > 90 if !missing(delay)

* Description
tabulate notification_year success, row nofreq
tabstat delay, by(age_group) statistics(n median p25 p75)

foreach factor of varlist sex age_group born_abroad homeless resistance {
    tabulate `factor' success, row chi2
    logistic success i.`factor'
    estimates store uni_`factor'
}

* All factors together
logistic success i.sex i.age_group i.born_abroad i.homeless i.resistance i.late, ///
    vce(cluster department)
estimates store full
estat gof, group(10)
lroc, nograph

testparm i.age_group
margins age_group, atmeans
marginsplot, title("Treatment success by age group") ///
    ytitle("Probability") xtitle("")
graph export "$output/success_by_age.png", replace width(1600)

* Trend of notification rates
preserve
collapse (sum) cases = one, by(notification_year region)
merge m:1 region notification_year using "$data/population.dta", ///
    keep(match) nogenerate
gen rate = 100000 * cases / population
gen log_population = ln(population)

xtset region notification_year
xtpoisson cases c.notification_year, fe exposure(population) irr
estimates store trend

twoway (line rate notification_year if region == 11) ///
    (line rate notification_year if region == 76), ///
    legend(order(1 "Île-de-France" 2 "Occitanie")) ///
    ytitle("Cases per 100,000") xtitle("Year")
graph export "$output/tuberculosis_trend.png", replace
restore

* Tables for the report
esttab full using "$output/factors.csv", eform ci(2) b(2) ///
    label replace nogaps
putexcel set "$output/tuberculosis.xlsx", replace sheet("summary")
putexcel A1 = "Year" B1 = "Cases" C1 = "Success, %"

local row = 2
levelsof notification_year, local(years)
foreach year of local years {
    quietly count if notification_year == `year'
    local cases = r(N)
    quietly summarize success if notification_year == `year'
    putexcel A`row' = `year' B`row' = `cases' C`row' = 100 * r(mean)
    local row = `row' + 1
}

log close
