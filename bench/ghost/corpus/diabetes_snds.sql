-- Prevalence of treated diabetes in the SNDS: three deliveries in a year, or two with a large pack.
-- Works on the tables of the portal only; nothing but counts leaves it.

CREATE TABLE orauser.deliveries AS
SELECT
    prs.ben_nir_psa,
    prs.exe_soi_dtd AS delivered_on,
    pha.pha_prs_c13 AS cip,
    pha.pha_act_qsn AS packs,
    ref.atc_cod AS atc,
    ref.large_pack
FROM er_prs_f prs
    INNER JOIN er_pha_f pha
        ON prs.dct_ord_num = pha.dct_ord_num
        AND prs.flx_dis_dtd = pha.flx_dis_dtd
        AND prs.flx_trt_dtd = pha.flx_trt_dtd
        AND prs.prs_ord_num = pha.prs_ord_num
    INNER JOIN ir_pha_r ref
        ON ref.pha_cip_c13 = pha.pha_prs_c13
WHERE ref.atc_cod LIKE 'A10%'
    AND prs.exe_soi_dtd BETWEEN DATE '2030-01-01' AND DATE '2030-12-31'
    AND prs.dpn_qlf <> '71'
    AND pha.pha_act_qsn > 0;

-- One row a person and a day, since a day's packs count once
CREATE TABLE orauser.delivery_days AS
SELECT
    ben_nir_psa,
    delivered_on,
    MAX(large_pack) AS large_pack,
    SUM(packs) AS packs
FROM orauser.deliveries
GROUP BY ben_nir_psa, delivered_on;

CREATE TABLE orauser.treated AS
SELECT
    ben_nir_psa,
    COUNT(*) AS days,
    SUM(large_pack) AS large_days,
    MIN(delivered_on) AS first_delivery
FROM orauser.delivery_days
GROUP BY ben_nir_psa
HAVING COUNT(*) >= 3
    OR (COUNT(*) >= 2 AND SUM(large_pack) >= 1);

-- Long-term illness number 8 adds persons who are treated in hospital only
CREATE TABLE orauser.long_term AS
SELECT DISTINCT imb.ben_nir_psa
FROM ir_imb_r imb
WHERE imb.imb_ald_num = 8
    AND imb.imb_ald_dtd <= DATE '2030-12-31'
    AND (imb.imb_ald_dtf IS NULL OR imb.imb_ald_dtf >= DATE '2030-01-01');

WITH cases AS (
    SELECT ben_nir_psa FROM orauser.treated
    UNION
    SELECT ben_nir_psa FROM orauser.long_term
),
described AS (
    SELECT
        ben.ben_res_dpt AS department,
        ben.ben_sex_cod AS sex,
        FLOOR((2030 - ben.ben_nai_ann) / 5) * 5 AS age_from
    FROM cases
        INNER JOIN ir_ben_r ben
            ON ben.ben_nir_psa = cases.ben_nir_psa
    WHERE ben.ben_dcd_dte IS NULL
)
SELECT
    described.department,
    described.sex,
    described.age_from,
    COUNT(*) AS persons,
    ROUND(1000 * COUNT(*) / MAX(pop.inhabitants), 1) AS per_thousand
FROM described
    LEFT JOIN population pop
        ON pop.department = described.department
        AND pop.sex = described.sex
        AND pop.age_from = described.age_from
GROUP BY described.department, described.sex, described.age_from
HAVING COUNT(*) > 10
ORDER BY described.department, described.sex, described.age_from;

DROP TABLE orauser.deliveries;
DROP TABLE orauser.delivery_days;
