import { personTable } from '../../../../src/server/policy/detectors/personTable.ts';
import { itFinds, itLetsBe } from './golden.ts';

describe('personTable', () => {
  describe('columns that make persons', () => {
    itFinds(personTable, {
      'a direct identifier': 'nom_naissance;n_sejours\n⟦IMAGINAIRE;3\nFICTIVE;1⟧',
      'a key with a date': 'patient_id,date_inclusion\n⟦K-0017,2021-03-04\nK-0031,2021-03-09⟧',
      'a pseudonym with a date': 'NUM_ENQ,EXE_SOI_DTD\n⟦Xy1234567890InvZz,04/03/2021\nAb9876543210InvQq,09/03/2021⟧',
      'three that identify together': 'age,sexe,code_commune\n⟦34,F,99123\n71,M,99200\n58,F,99311⟧',
      'classes of age without counts, as line lists have them': 'classe_age,sexe,commune,date\n⟦0-4,F,99123,2021-01-01\n5-14,M,99200,2021-01-02\n65+,F,99311,2021-01-03⟧',
      'names that are a family name and a first name': 'nom,service,poste\n⟦IMAGINAIRE Modèle,A,3\nFICTIVE Exemplaire,B,4⟧',
      'a key with a name': 'ipp,nom,resultat\n⟦900017,IMAGINAIRE,positif\n900023,FICTIVE,négatif⟧',
      'persons with a role, of whom something is known': 'nom,prenom,role,ddn\n⟦IMAGINAIRE,Modèle,cas,28/02/1931\nFICTIVE,Exemplaire,contact,27/02/1947⟧',
      'persons with a role, of whom an identifier is known': 'nss,role,mail\n⟦1x,cas,a@agence.invalid\n2x,contact,b@agence.invalid⟧',
      'English names': 'PatientName\tDateOfBirth\n⟦Imaginary Model\t1931-02-28\nFictive Sample\t1947-02-27⟧',
      'counts beside a direct identifier': 'prenom,nb_cas\n⟦Modèle,3\nExemplaire,12⟧',
      'an organisation beside a patient': 'finess,prenom,ddn\n⟦990000001,Modèle,28/02/1931\n990000001,Exemplaire,27/02/1947⟧',
    });
    itLetsBe(personTable, {
      'a single row': 'nom;prenom;ddn\nIMAGINAIRE;Modèle;28/02/1931\n',
      'a header': 'nom;prenom;ddn;sexe;cp;date_entree\n',
      'placeholders': 'nom;prenom;ddn\nNOM;PRENOM;JJ/MM/AAAA\nXXX;XXX;XX/XX/XXXX\nDupont Jean;toto;NA\n',
      'missing values': 'patient_id,date_inclusion\n.,.\nNA,NA\n,\n',
      'two that would identify with a third': 'age,sexe\n34,F\n71,M\n58,F\n',
      'numbers that count with a date': 'id_patient,date_visite\n1,2021-03-04\n2,2021-03-09\n3,2021-03-11\n',
      'classes of age with counts': 'classe_age,sexe,commune,date,n\n0-4,F,99123,2021-01-01,3\n5-14,M,99200,2021-01-02,8\n65+,F,99311,2021-01-03,5\n',
      'counts per day, sex and commune': 'date,sexe,cp,age,effectif\n2021-01-01,F,99123,34,3\n2021-01-02,M,99200,71,12\n2021-01-03,F,99311,58,4\n',
      'a team': 'equipe <- tribble(~nom, ~role, ~mail,\n"Imaginaire Modèle", "PI", "modele@agence.invalid",\n"Fictive Exemplaire", "stat", "exemplaire@agence.invalid")',
      'authors with their affiliations': 'first_name,last_name,email,affiliation\nModèle,Imaginaire,m@agence.invalid,Agence\nExemplaire,Fictive,e@agence.invalid,CHU\n',
      'organisations': 'finess,nom,adresse,cp,telephone\n990000001,CH Modèle,1 rue A,99123,0199001234\n990000002,CH Patron,2 rue B,99200,0199005678\n',
      'addresses of the network': '[{ address: "127.0.0.1", family: 4 }, { address: "192.168.1.7", family: 6 }]',
      'names of packages': 'f(full_name="api.v1.Quota.name", index=0), f(full_name="api.v1.Quota.key", index=1)',
      'prose with the words in it': 'name, address and date of birth\nof every one, as below, are read\nand kept, one by one, in a list\n',
      'an enumeration': '[\n  "EMAIL",\n  "ADDRESS",\n  "PHONE",\n  "AGE"\n]',
      'lines of a program': "address, port\nconfig['a'] = read(config, 1)\nfactory = klass, 2\n",
      'flags under the names of identifiers': 'variable,nom,prenom\nv1,0,1\nv2,1,1\n',
      'a range and two categories': 'filtre = list(age = c(18, 65), sexe = c("F", "M"), cp = c("99123", "99200"))',
      'combinations': 'expand.grid(age = c(31, 40, 62), sexe = c("F", "M", "F"), cp = c("99123", "99200", "99311"))',
    });
  });

  describe('ways of writing them', () => {
    itFinds(personTable, {
      'vectors that are assigned': '⟦nom <- c("IMAGINAIRE", "FICTIVE")\nprenom <- c("Modèle", "Exemplaire")⟧\n',
      'columns beside computed ones': 'tibble(⟦prenom = c("Modèle", "Exemplaire"),\n  x = rnorm(2), ddn = lubridate::dmy(c("28/02/1931", "27/02/1947")⟧))',
      'a call that is not finished': 'data.frame(⟦prenom = c("Modèle", "Exemplaire"), ddn = c("28/02/1931", "27/02/1947",⟧',
      'a list of rows in R': 'rbind(data.frame⟦(prenom = "Modèle", age = 31),\n data.frame(prenom = "Exemplaire", age = 47)⟧)',
      'JSON lines': '⟦{"ipp": "900017", "entree": "2021-03-04"}\n{"ipp": "900023", "entree": "2021-03-09"}⟧',
      'JSON by columns': '{⟦"prenom": ["Modèle", "Exemplaire"], "age": [31, 47]⟧}',
      'an insertion without names of columns':
        "INSERT INTO t VALUES ⟦('PX-90017', 'F', '1931-02-28', '99123'), ('PX-90023', 'M', '1947-02-27', '99200'), ('PX-90101', 'F', '1958-02-26', '99311')⟧;",
      'str()': "'data.frame': 2 obs. of 2 variables:\n⟦ $ prenom: chr  \"Modèle\" \"Exemplaire\"\n $ ddn   : Date, format: \"1931-02-28\" \"1947-02-27\" ...⟧\n",
      'decimal commas': 'poids;sexe;ddn;cp\n⟦54,5;F;28/02/1931;99123\n71,0;M;27/02/1947;99200\n60,2;F;26/02/1958;99311⟧',
      'quoted values with the delimiter in them': '"nom","prenom","adresse"\n⟦"IMAGINAIRE","Modèle","1, rue du Patron"\n"FICTIVE","Exemplaire","2, rue du Patron"⟧',
      'a string per line': 'c("prenom;ddn;cp",\n  "⟦Modèle;28/02/1931;99123",\n  "Exemplaire;27/02/1947;99200⟧")',
      'a comment': '# prenom;ddn;cp\n# ⟦Modèle;28/02/1931;99123\n# Exemplaire;27/02/1947;99200⟧',
      'Windows ends of line': 'prenom;ddn;cp\r\n⟦Modèle;28/02/1931;99123\r\nExemplaire;27/02/1947;99200⟧\r\n',
      'rows with a delimiter at their end': 'prenom;ddn;cp\n⟦Modèle;28/02/1931;99123;\nExemplaire;27/02/1947;99200;⟧\n',
      'rows with their names, as R writes them': 'prenom,ddn\n⟦1,Modèle,28/02/1931\n2,Exemplaire,27/02/1947⟧\n',
      'ends of line that one string spells': 'x <- read.csv2(text = "prenom;ddn;cp\\n⟦Modèle;28/02/1931;99123\\nExemplaire;27/02/1947;99200⟧")',
      'ends of line as Windows has them, spelt': 'x <- read.csv2(text = "prenom;ddn;cp\\r\\n⟦Modèle;28/02/1931;99123\\r\\nExemplaire;27/02/1947;99200⟧\\r\\n")',
      'a string that more follows': 'read.csv(text = "prenom,ddn,cp\\n⟦Modèle,28/02/1931,99123\\nExemplaire,27/02/1947,99200⟧", header = TRUE, sep = ",")',
      'a string in single quotes that more follows': "pd.read_csv(StringIO('prenom;ddn;cp\\n⟦Modèle;28/02/1931;99123\\nExemplaire;27/02/1947;99200⟧'), sep=';')",
      'a string per line, with its end of line': 'csv = (\n    "prenom;ddn;cp\\n"\n    "⟦Modèle;28/02/1931;99123\\n"\n    "Exemplaire;27/02/1947;99200⟧\\n"\n)\n',
      'strings with commas, put together': 'paste0(\n  "prenom,ddn,cp\\n",\n  "⟦Modèle,28/02/1931,99123\\n",\n  "Exemplaire,27/02/1947,99200⟧\\n"\n)',
      'a string that grows': 's = ""\ns += "prenom;ddn;cp\\n"\ns += "⟦Modèle;28/02/1931;99123\\n"\ns += "Exemplaire;27/02/1947;99200⟧\\n"\n',
      'blank lines between rows': 'prenom;ddn;cp\n\n⟦Modèle;28/02/1931;99123\n\nExemplaire;27/02/1947;99200⟧\n\n',
      'blank lines of a message that is quoted': '> prenom;ddn;cp\r\n> \r\n>\r\n> ⟦Modèle;28/02/1931;99123\r\n> \r\n>\r\n> Exemplaire;27/02/1947;99200⟧\r\n',
      'ends of line of an old Mac': 'prenom;ddn;cp\r⟦Modèle;28/02/1931;99123\rExemplaire;27/02/1947;99200⟧\r',
      'two tables with a blank line between them': 'prenom;ddn\n⟦Modèle;28/02/1931\nExemplaire;27/02/1947⟧\n\nprenom;ddn\n⟦Modèle;28/02/1931\nExemplaire;27/02/1947⟧\n',
      'words in columns': 'read.table(header = TRUE, text = "\nprenom ddn cp\n⟦Modèle 28/02/1931 99123\nExemplaire 27/02/1947 99200⟧\n")',
    });
  });

  describe('rows without a header', () => {
    itFinds(personTable, {
      'a key, a date and a diagnosis': '⟦ZZ90017;2021-03-04;A15.0\nZZ90023;2021-03-09;J18.1\nZZ90101;2021-04-01;I21.9⟧',
      'births with names': '⟦IMAGINAIRE\tModèle\t28/02/1931\nFICTIVE\tExemplaire\t27/02/1947\nINVENTEE\tMaquette\t29/06/2002⟧',
    });
    itLetsBe(personTable, {
      'a daily series': '2021-03-04;75001;F;12\n2021-03-05;75002;M;3\n2021-03-06;75003;F;9\n',
      'codes and labels': 'A15.0;Tuberculose;F\nJ18.1;Pneumopathie;M\nI21.9;Infarctus;F\n',
      'a calendar': 'S01;2021-01-04;2021-01-10\nS02;2021-01-11;2021-01-17\nS03;2021-01-18;2021-01-24\n',
      'versions': 'R4001;2020-04-24;Arbor\nR4002;2020-06-22;Taking\nR4003;2020-10-10;Bunny\n',
    });
  });
});
