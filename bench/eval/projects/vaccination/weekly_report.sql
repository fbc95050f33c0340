-- Numbers of the weekly report: coverage, doses and stays of the vaccinated.
\i schema.sql
\i coverage.sql

-- Coverage of the older by region.
SELECT region_label, n_vaccinated, n_inhabitants, ROUND(coverage_percent, 1) AS coverage
FROM coverage_by_region
WHERE age_class = '65+'
ORDER BY coverage_percent DESC;

-- Doses of the last four weeks, with the share given in pharmacies.
SELECT
  w.week_start,
  r.region_label,
  w.n_doses,
  ROUND(100.0 * w.n_pharmacy / w.n_doses, 1) AS pharmacy_percent
FROM doses_per_week AS w
JOIN ref_region AS r ON r.region_code = w.region_code
WHERE w.week_start >= CURRENT_DATE - INTERVAL '28 days'
ORDER BY w.week_start, r.region_label;

-- Stays for influenza by vaccination before admission.
WITH flu_stay AS (
  SELECT stay_id, recipient_key, region_code, admission_date, discharge_date, intensive_care
  FROM hospital_stay
  WHERE main_diagnosis IN ('J09', 'J10', 'J11')
    AND admission_date >= DATE '2024-10-01'
),
stay_with_dose AS (
  SELECT s.*, d.first_injection
  FROM flu_stay AS s
  LEFT JOIN first_flu_dose AS d
    ON d.recipient_key = s.recipient_key
    AND d.first_injection < s.admission_date - INTERVAL '14 days'
)
SELECT
  region_code,
  first_injection IS NOT NULL AS vaccinated,
  COUNT(DISTINCT stay_id) AS n_stays,
  COUNT(*) FILTER (WHERE intensive_care) AS n_intensive_care,
  AVG(discharge_date - admission_date) AS mean_days
FROM stay_with_dose
GROUP BY region_code, first_injection IS NOT NULL
ORDER BY region_code, vaccinated;
