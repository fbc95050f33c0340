* Survey on sexual health: weighted prevalences and a model of testing
version 17
set more off

local folder "data/survey"
local waves 2024 2027 2030

* One file a wave, appended
tempfile all
foreach wave of local waves {
    use "`folder'/wave_`wave'_anonymous.dta", clear
    gen wave = `wave'
    rename (q12a q12b q14) (tested_ever tested_year reason)
    if `wave' > 2024 {
        append using `all'
    }
    save `all', replace
}

mvdecode tested_ever tested_year reason, mv(98 99)
label define yesno 0 "no" 1 "yes"
label values tested_ever tested_year yesno

gen age_group = irecode(age, 24, 34, 49)
label define ages 0 "18-24" 1 "25-34" 2 "35-49" 3 "50-69"
label values age_group ages

* Weights sum to the sample size within each wave
bysort wave: egen mean_weight = mean(weight)
replace weight = weight / mean_weight
svyset cluster [pweight = weight], strata(stratum) singleunit(centered)

svy: proportion tested_year, over(wave)
estat cv

svy: tabulate wave tested_year, row percent format(%4.1f) ci
svy, subpop(if sex == 2): tabulate age_group tested_year, row percent

* Who was tested in the last year
svy: logit tested_year i.wave i.age_group i.sex i.education i.town_size, or
estimates store testing
margins wave, by(sex) vce(unconditional)
marginsplot, recast(line) recastci(rarea) ///
    title("Tested in the last year") ytitle("Share")
graph export "output/testing.png", replace width(1600)

* Is the difference between the sexes the same in all waves?
svy: logit tested_year i.wave##i.sex i.age_group i.education, or
testparm i.wave#i.sex
contrast wave#sex, effects

foreach reason in 1 2 3 4 {
    gen reason_`reason' = reason == `reason' if !missing(reason)
    svy: mean reason_`reason', over(wave)
    matrix table_`reason' = r(table)
}

matrix all_reasons = table_1 \ table_2 \ table_3 \ table_4
matrix list all_reasons, format(%5.3f)

putexcel set "output/testing.xlsx", replace
putexcel A1 = matrix(all_reasons), names nformat(number_d2)
esttab testing using "output/testing.rtf", eform wide ci(2) label replace
