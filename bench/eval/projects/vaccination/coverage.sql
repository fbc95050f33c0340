-- Views on vaccination coverage against influenza.
\i schema.sql

CREATE VIEW flu_dose AS
SELECT recipient_key, region_code, age_class, dose_rank, injection_date
FROM vaccine_dose
WHERE vaccine_code = 'FLU'
  AND injection_date >= DATE '2024-10-01';

CREATE VIEW first_flu_dose AS
SELECT recipient_key, region_code, age_class, MIN(injection_date) AS first_injection
FROM flu_dose
WHERE dose_rank = 1
GROUP BY recipient_key, region_code, age_class;

CREATE VIEW coverage_by_region AS
WITH vaccinated AS (
  SELECT region_code, age_class, COUNT(DISTINCT recipient_key) AS n_vaccinated
  FROM first_flu_dose
  GROUP BY region_code, age_class
)
SELECT
  p.region_code,
  r.region_label,
  p.age_class,
  p.n_inhabitants,
  COALESCE(v.n_vaccinated, 0) AS n_vaccinated,
  100.0 * COALESCE(v.n_vaccinated, 0) / p.n_inhabitants AS coverage_percent
FROM ref_population AS p
JOIN ref_region AS r ON r.region_code = p.region_code
LEFT JOIN vaccinated AS v
  ON v.region_code = p.region_code
  AND v.age_class = p.age_class
WHERE p.census_year = 2024;

CREATE VIEW doses_per_week AS
SELECT
  DATE_TRUNC('week', injection_date) AS week_start,
  region_code,
  COUNT(*) AS n_doses,
  COUNT(*) FILTER (WHERE injection_place = 'PHARMACY') AS n_pharmacy
FROM vaccine_dose
WHERE vaccine_code = 'FLU'
GROUP BY DATE_TRUNC('week', injection_date), region_code;
