/* Hospital stays for stroke: selection in the PMSI, care pathway, rates by region. */

options compress=yes mprint nofmterr;

libname work_db oracle path="portal" schema="orauser";
libname out "output";

%let year = 30;
%let first_day = '01JAN2030'd;
%let last_day = '31DEC2030'd;

/* Stays with a main diagnosis of stroke, without false entries */
proc sql;
    create table stays as
    select
        b.eta_num,
        b.rsa_num,
        b.dgn_pal,
        b.sor_mod,
        b.age_ann,
        b.cod_sex,
        b.bdi_dep as department,
        c.exe_soi_dtd as admitted,
        c.exe_soi_dtf as discharged
    from oravue.t_mco&year.b as b
    inner join oravue.t_mco&year.c as c
        on b.eta_num = c.eta_num
        and b.rsa_num = c.rsa_num
    where substr(b.dgn_pal, 1, 3) in ('I60', 'I61', 'I63', 'I64')
        and b.grg_ghm not like '90%'
        and c.nir_ret = '0'
        and c.sej_ret = '0';
quit;

data stays;
    set stays;
    length type $12 age_group $8;
    select (substr(dgn_pal, 1, 3));
        when ('I60') type = 'meningeal';
        when ('I61') type = 'haemorrhage';
        otherwise type = 'ischaemia';
    end;
    if age_ann < 45 then age_group = '0-44';
    else if age_ann < 65 then age_group = '45-64';
    else if age_ann < 80 then age_group = '65-79';
    else age_group = '80+';
    days = discharged - admitted;
    died = (sor_mod = '9');
    format admitted discharged ddmmyy10.;
run;

/* Was the stay in a stroke unit? */
proc sql;
    create table units as
    select distinct eta_num, rsa_num, 1 as stroke_unit
    from oravue.t_mco&year.um
    where uhs_typ in ('17', '18');
quit;

proc sort data=stays; by eta_num rsa_num; run;
proc sort data=units; by eta_num rsa_num; run;

data pathway;
    merge stays (in=in_stays) units;
    by eta_num rsa_num;
    if in_stays;
    if stroke_unit = . then stroke_unit = 0;
run;

%macro table_by(variable);
    proc freq data=pathway noprint;
        tables &variable. * stroke_unit / out=share_&variable. outpct;
    run;

    proc means data=pathway noprint nway;
        class &variable.;
        var days died;
        output out=summary_&variable. (drop=_type_ _freq_)
            n(days)=stays
            median(days)=median_days
            mean(died)=lethality;
    run;

    proc export data=summary_&variable.
        outfile="output/stroke_&variable..csv"
        dbms=dlm replace;
        delimiter=';';
    run;
%mend table_by;

%table_by(type);
%table_by(age_group);
%table_by(department);

/* Death in hospital, adjusted */
proc logistic data=pathway descending;
    class type (ref='ischaemia') age_group (ref='45-64') cod_sex / param=ref;
    model died = type age_group cod_sex stroke_unit;
    ods output OddsRatios=out.odds_ratios;
run;
