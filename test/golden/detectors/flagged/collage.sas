/* Données inventées. */
data sejours;
  infile datalines dsd;
  input ipp :$10. date_entree :date9. dgn_pal $ sexe;
  format date_entree date9.;
  datalines;
⟦X900017,03jan2022,A150,1
X900023,11feb2022,J180,2
X900101,30mar2022,I219,1⟧
;
run;

data patients;
  input nom $ prenom $ age @@;
cards;
⟦IMAGINAIRE Modele 44 FICTIVE Exemplaire 51
INVENTEE Maquette 38 SUPPOSEE Gabarit 29⟧
;

proc sql;
  insert into cas (num_patient, naissance, commune)
    values⟦('K10031', '1931-02-28', '99123')
    values('K10077', '1947-02-27', '99200')⟧;
quit;

proc print data=patients; run;
/*
Obs    nom           prenom        ddn
⟦1    IMAGINAIRE    Modele        28/02/1931
  2    FICTIVE       Exemplaire    27/02/1947⟧
*/
