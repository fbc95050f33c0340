/* Cancer incidence in registries: standardised rates, trends and a table for the report. */

options nodate nonumber;
%let first_year = 2015;
%let last_year = 2030;

libname reg "data/registries" access=readonly;
libname ref "data/reference";

proc format;
    value agegrp
        0 - 14 = '00-14'
        15 - 49 = '15-49'
        50 - 64 = '50-64'
        65 - 74 = '65-74'
        75 - high = '75+';
    value $site
        'C50' = 'Breast'
        'C61' = 'Prostate'
        'C34' = 'Lung'
        'C18', 'C19', 'C20' = 'Colon and rectum'
        other = 'Other';
run;

data cases;
    set reg.tumours (keep=registry sex age topography diagnosis_year behaviour);
    where behaviour = 3 and diagnosis_year between &first_year. and &last_year.;
    site = put(substr(topography, 1, 3), $site.);
    age_group = put(age, agegrp.);
    if site = 'Other' then delete;
run;

proc summary data=cases nway;
    class registry sex site age_group diagnosis_year;
    output out=counts (drop=_type_ rename=(_freq_=cases));
run;

proc sql;
    create table rates as
    select
        p.registry, p.sex, s.site, p.age_group, p.diagnosis_year,
        coalesce(c.cases, 0) as cases,
        p.person_years,
        w.weight
    from ref.person_years as p
    cross join (select distinct site from counts) as s
    left join counts as c
        on c.registry = p.registry
        and c.sex = p.sex
        and c.site = s.site
        and c.age_group = p.age_group
        and c.diagnosis_year = p.diagnosis_year
    inner join ref.world_standard as w
        on w.age_group = p.age_group
    order by site, sex, diagnosis_year;
quit;

/* Directly standardised, with the variance of a Poisson count */
data parts;
    set rates;
    rate = 100000 * cases / person_years;
    weighted = rate * weight;
    variance = (weight ** 2) * (100000 ** 2) * cases / (person_years ** 2);
run;

proc means data=parts noprint nway;
    class site sex diagnosis_year;
    var weighted variance cases;
    output out=standardised (drop=_type_ _freq_) sum=rate variance cases;
run;

data standardised;
    set standardised;
    se = sqrt(variance);
    lower = max(0, rate - 1.96 * se);
    upper = rate + 1.96 * se;
    label
        rate = 'Standardised rate per 100,000'
        lower = 'Lower limit'
        upper = 'Upper limit';
run;

/* Mean yearly change by site and sex */
proc sort data=rates; by site sex; run;

proc genmod data=rates;
    where person_years > 0;
    by site sex;
    class age_group registry;
    model cases = diagnosis_year age_group registry / dist=poisson link=log offset=log_py;
    ods output ParameterEstimates=estimates (where=(Parameter = 'diagnosis_year'));
run;

data trends;
    set estimates;
    change = 100 * (exp(Estimate) - 1);
    lower = 100 * (exp(LowerWaldCL) - 1);
    upper = 100 * (exp(UpperWaldCL) - 1);
    keep site sex change lower upper;
run;

proc report data=trends nowd;
    column site sex change lower upper;
    define site / group 'Site';
    define sex / group 'Sex';
    define change / 'Change, % a year' format=6.1;
    define lower / 'From' format=6.1;
    define upper / 'To' format=6.1;
run;
