/*******************************************************************************
* Programme   : 02_hospitalisations.sas
* Auteur      : Jean-Exemple IMAGINAIRE (jean.imaginaire@sante-exemplaire.fr)
* Contact     : 01 99 00 56 78
* Objet       : séjours MCO pour infarctus, appariés au référentiel bénéficiaires
*******************************************************************************/
options mprint nosymbolgen compress=yes;
%let an_deb = 2019;
%let an_fin = 2022;
%let seuil = 11;
libname perm "%sysfunc(pathname(sasdata1))/etude";

proc format;
  value $sexe '1' = 'Hommes' '2' = 'Femmes';
  value classe 0-<18 = '0-17' 18-<45 = '18-44' 45-<65 = '45-64' 65-<75 = '65-74' 75-high = '75+';
  value $dep '01' = 'Ain' '02' = 'Aisne' '03' = 'Allier' '2A' = 'Corse-du-Sud' '2B' = 'Haute-Corse';
run;

%macro sejours;
  %do aaaa = &an_deb %to &an_fin;
    %let aa = %substr(&aaaa, 3, 2);
    proc sql;
      %connectora;
      create table sej&aa as select * from connection to oracle (
        select c.nir_ano_17 as ben_nir_psa, c.exe_soi_dtd, c.exe_soi_dtf,
               b.eta_num, b.rsa_num, b.dgn_pal, b.age_ann, b.cod_sexe, b.bdi_cod, b.bdi_dep,
               b.sor_mod, b.grg_ghm
        from t_mco&aa.b b
        inner join t_mco&aa.c c on b.eta_num = c.eta_num and b.rsa_num = c.rsa_num
        where (b.dgn_pal like 'I21%' or b.dgn_pal like 'I22%')
          and c.nir_ret = '0' and c.nai_ret = '0' and c.sex_ret = '0'
          and c.nir_ano_17 not in ('xxxxxxxxxxxxxxxxx', 'XXXXXXXXXXXXXXXXD')
          and b.eta_num not in ('130780521', '130783236', '130783293', '750100018', '690783154')
          and b.grg_ghm not like '90%'
      );
      disconnect from oracle;
    quit;
  %end;
%mend;
%sejours;

data perm.sejours;
  set sej19-sej22;
  annee = year(datepart(exe_soi_dtd));
  if cod_sexe in ('1', '2') and 18 <= age_ann <= 110;
  classe = put(age_ann, classe.);
run;

proc sort data=perm.sejours nodupkey out=premiers; by ben_nir_psa exe_soi_dtd; run;

data cohorte;
  set premiers;
  by ben_nir_psa;
  if first.ben_nir_psa;
  ben_nir_psa_lag = lag(ben_nir_psa);
run;

/* Populations de référence, source Insee */
data pop;
  infile datalines dlm=';';
  input annee sexe $ classe $ pop;
  datalines;
2019;1;18-44;10500000
2019;1;45-64;8400000
2019;1;65-74;3300000
2019;2;18-44;10900000
2019;2;45-64;8800000
2019;2;65-74;3700000
;
run;

data codes;
  input code $ libelle & $60.;
  datalines;
I21.0  Infarctus transmural aigu de la paroi antérieure
I21.1  Infarctus transmural aigu de la paroi inférieure
I21.4  Infarctus sous-endocardique aigu
I22.0  Infarctus à répétition de la paroi antérieure
;
run;

proc sql;
  create table taux as
  select a.annee, a.cod_sexe as sexe, a.classe, count(distinct a.ben_nir_psa) as n, b.pop,
         1e5 * calculated n / b.pop as taux
  from cohorte a left join pop b on a.annee = b.annee and a.cod_sexe = b.sexe and a.classe = b.classe
  group by a.annee, a.cod_sexe, a.classe, b.pop
  having calculated n >= &seuil;
quit;

proc genmod data=taux;
  class annee sexe classe;
  model n = annee sexe classe / dist=poisson link=log offset=lpop;
run;

ods excel file="taux.xlsx";
proc print data=taux noobs label; format sexe $sexe.; run;
ods excel close;
