-- Passages aux urgences pour infection respiratoire aiguë, par semaine, région et classe d'âge.
-- PostgreSQL. The table has one row per visit (résumé de passage aux urgences, as in OSCOUR).
--
-- Parameters
--   :start_date  first day, a Monday (included)
--   :end_date    last day (excluded)

WITH visits AS (
    SELECT
        v.visit_id,
        CAST(date_trunc('week', v.entry_time) AS date) AS week_start,
        r.region,
        -- Completed years on the day of the visit.
        CAST(date_part('year', age(CAST(v.entry_time AS date), v.birth_date)) AS integer) AS age_years,
        -- J00-J06 upper, J09-J18 influenza and pneumonia, J20-J22 lower respiratory infection.
        COALESCE(
            substr(v.main_diagnosis, 1, 3) BETWEEN 'J00' AND 'J06'
            OR substr(v.main_diagnosis, 1, 3) BETWEEN 'J09' AND 'J18'
            OR substr(v.main_diagnosis, 1, 3) BETWEEN 'J20' AND 'J22',
            FALSE
        ) AS is_ari,
        COALESCE(v.discharge_mode IN ('admission', 'transfer'), FALSE) AS is_admitted
    FROM emergency_visit AS v
    INNER JOIN postcode_region AS r ON r.postcode = v.postcode
    WHERE v.entry_time >= CAST(:start_date AS date)
      AND v.entry_time < CAST(:end_date AS date)
      AND v.birth_date IS NOT NULL
)

SELECT
    week_start,
    region,
    CASE
        WHEN age_years < 5 THEN '0-4'
        WHEN age_years < 15 THEN '5-14'
        WHEN age_years < 45 THEN '15-44'
        WHEN age_years < 65 THEN '45-64'
        ELSE '65+'
    END AS age_group,
    count(*) FILTER (WHERE is_ari) AS ari_visits,
    count(*) AS all_visits,
    count(*) FILTER (WHERE is_ari AND is_admitted) AS ari_admissions,
    count(*) FILTER (WHERE is_admitted) AS all_admissions
FROM visits
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3;
