/* Import des effectifs hebdomadaires et taux d'incidence par classe d'âge.
   À adapter : le chemin de la racine du projet. */
%let root = .;

data work.weekly;
  infile "&root./data/weekly_counts.csv" dsd firstobs=2 truncover encoding="utf-8" termstr=lf;
  length season $ 9 iso_week $ 8 region $ 10 age_group $ 5;
  informat week_start yymmdd10.;
  format week_start ddmmyy10.;
  input season $ iso_week $ week_start region $ age_group $
        ari_visits all_visits ari_admissions all_admissions;
run;

data work.population;
  infile "&root./data/open/population.csv" dsd firstobs=2 truncover encoding="utf-8" termstr=lf;
  length region $ 10 age_group $ 5;
  input region $ age_group $ population;
run;

/* One row per week and age group, over all regions. */
proc sql;
  create table work.rates as
  select w.season,
         w.week_start,
         w.age_group,
         sum(w.ari_visits) as ari_visits,
         sum(p.population) as population,
         1e5 * calculated ari_visits / calculated population as rate_100k format=8.1
  from work.weekly as w
       inner join work.population as p
       on w.region = p.region and w.age_group = p.age_group
  group by w.season, w.week_start, w.age_group
  order by w.week_start, w.age_group;
quit;

proc means data=work.rates max maxdec=1;
  class season age_group;
  var rate_100k;
run;
