-- Remboursements de soins de ville par mois de soins et par département
-- Tables : ER_PRS_F (prestations), IR_BEN_R (bénéficiaires), ER_CAM_F (actes)
WITH prestations AS (
    SELECT p.BEN_NIR_PSA,
           p.BEN_RNG_GEM,
           p.BEN_SEX_COD,
           p.BEN_NAI_ANN,
           p.BEN_RES_COM,
           p.BEN_RES_DPT,
           p.EXE_SOI_DTD,
           p.PRS_NAT_REF,
           p.PSE_SPE_COD,
           p.BSE_REM_MNT
    FROM ER_PRS_F p
    WHERE p.FLX_DIS_DTD BETWEEN DATE '2022-02-01' AND DATE '2023-06-01'
      AND p.EXE_SOI_DTD BETWEEN DATE '2022-01-01' AND DATE '2022-12-31'
      AND p.DPN_QLF <> 71
      AND p.PRS_DPN_QLF <> 71
      AND p.CPL_MAJ_TOP < 2
      AND p.BEN_NIR_PSA IS NOT NULL
      AND p.ETE_IND_TAA <> 1
),
beneficiaires AS (
    SELECT BEN_NIR_PSA, BEN_RNG_GEM, MIN(BEN_IDT_ANO) AS BEN_IDT_ANO, MAX(BEN_DCD_DTE) AS BEN_DCD_DTE
    FROM IR_BEN_R
    WHERE BEN_NIR_ANO <> '00000000000000000'
    GROUP BY BEN_NIR_PSA, BEN_RNG_GEM
),
actes AS (
    SELECT c.CAM_PRS_IDE, COUNT(*) AS nb_actes
    FROM ER_CAM_F c
    WHERE c.CAM_PRS_IDE IN ('DEQP003', 'EBQM002', 'QZRB001')
    GROUP BY c.CAM_PRS_IDE
)
SELECT TO_CHAR(p.EXE_SOI_DTD, 'YYYY-MM') AS mois,
       p.BEN_RES_DPT AS departement,
       CASE p.BEN_SEX_COD WHEN 1 THEN 'Homme' WHEN 2 THEN 'Femme' ELSE 'Inconnu' END AS sexe,
       CASE
           WHEN 2022 - CAST(p.BEN_NAI_ANN AS INTEGER) < 15 THEN '0-14'
           WHEN 2022 - CAST(p.BEN_NAI_ANN AS INTEGER) < 45 THEN '15-44'
           WHEN 2022 - CAST(p.BEN_NAI_ANN AS INTEGER) < 65 THEN '45-64'
           WHEN 2022 - CAST(p.BEN_NAI_ANN AS INTEGER) < 75 THEN '65-74'
           ELSE '75+'
       END AS classe_age,
       COUNT(DISTINCT b.BEN_IDT_ANO) AS n_patients,
       SUM(p.BSE_REM_MNT) AS montant
FROM prestations p
JOIN beneficiaires b ON b.BEN_NIR_PSA = p.BEN_NIR_PSA AND b.BEN_RNG_GEM = p.BEN_RNG_GEM
GROUP BY 1, 2, 3, 4
HAVING COUNT(DISTINCT b.BEN_IDT_ANO) >= 11
ORDER BY 1, 2, 3, 4;

CREATE TABLE ref_departement (code VARCHAR(3) PRIMARY KEY, nom VARCHAR(60), region VARCHAR(60));
INSERT INTO ref_departement (code, nom, region) VALUES
    ('01', 'Ain', 'Auvergne-Rhône-Alpes'),
    ('02', 'Aisne', 'Hauts-de-France'),
    ('75', 'Paris', 'Île-de-France'),
    ('2A', 'Corse-du-Sud', 'Corse'),
    ('974', 'La Réunion', 'La Réunion');

INSERT INTO ref_etablissement (finess, raison_sociale, adresse, cp, ville, tel) VALUES
    ('750100018', 'Centre hospitalier inventé', '1 rue du Modèle', '75000', 'Paris', '0199001122'),
    ('690783154', 'Clinique imaginaire', '2 place du Patron', '69000', 'Lyon', '0199003344');

INSERT INTO indicateurs (date_semaine, departement, sexe, classe_age, n_passages, taux) VALUES
    ('2024-01-01', '75', 'F', '0-14', 120, 35.2),
    ('2024-01-08', '75', 'F', '0-14', 133, 38.9),
    ('2024-01-15', '75', 'M', '15-44', 98, 12.1);

CREATE INDEX ix_prs_ben ON prestations_copie (BEN_NIR_PSA, BEN_RNG_GEM, EXE_SOI_DTD);
ALTER TABLE cohorte RENAME COLUMN NUM_ENQ TO BEN_NIR_PSA;
UPDATE cohorte SET NUM_ENQ_ANO = :num_enq WHERE BEN_NIR_PSA = :psa;
SELECT * FROM cohorte WHERE BEN_NIR_PSA = '&pseudonyme' OR NUM_ENQ = ?;
