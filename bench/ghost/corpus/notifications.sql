-- Notifiable diseases: completeness, delays and weekly counts for the dashboard.

CREATE SCHEMA IF NOT EXISTS dashboard;

DROP VIEW IF EXISTS dashboard.latest_notifications;
CREATE VIEW dashboard.latest_notifications AS
SELECT *
FROM (
    SELECT
        n.*,
        ROW_NUMBER() OVER (PARTITION BY n.notification_id ORDER BY n.version DESC) AS rank
    FROM surveillance.notifications AS n
    WHERE n.status <> 'withdrawn'
) AS ranked
WHERE ranked.rank = 1;

-- Share of fields that are filled in, by disease and quarter
CREATE MATERIALIZED VIEW dashboard.completeness AS
SELECT
    disease,
    DATE_TRUNC('quarter', notified_on) AS quarter,
    COUNT(*) AS notifications,
    AVG(CASE WHEN onset_on IS NULL THEN 0 ELSE 1 END) AS has_onset,
    AVG(CASE WHEN age_group IS NULL THEN 0 ELSE 1 END) AS has_age,
    AVG(CASE WHEN vaccination_status = 'unknown' THEN 0 ELSE 1 END) AS has_vaccination,
    AVG(CASE WHEN country_of_infection IS NULL THEN 0 ELSE 1 END) AS has_country
FROM dashboard.latest_notifications
GROUP BY disease, DATE_TRUNC('quarter', notified_on);

-- Delay from onset to notification
CREATE MATERIALIZED VIEW dashboard.delays AS
SELECT
    disease,
    region,
    EXTRACT(YEAR FROM notified_on) AS year,
    PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY notified_on - onset_on) AS median_days,
    PERCENTILE_CONT(0.9) WITHIN GROUP (ORDER BY notified_on - onset_on) AS slow_days,
    COUNT(*) FILTER (WHERE notified_on - onset_on > 30) AS later_than_a_month
FROM dashboard.latest_notifications
WHERE onset_on IS NOT NULL
    AND notified_on >= onset_on
GROUP BY disease, region, EXTRACT(YEAR FROM notified_on);

-- Weekly counts with the mean of the five years before
WITH weekly AS (
    SELECT
        disease,
        region,
        EXTRACT(ISOYEAR FROM notified_on)::int AS year,
        EXTRACT(WEEK FROM notified_on)::int AS week,
        COUNT(*) AS cases
    FROM dashboard.latest_notifications
    GROUP BY 1, 2, 3, 4
),
reference AS (
    SELECT
        now.disease,
        now.region,
        now.year,
        now.week,
        AVG(past.cases) AS expected,
        STDDEV(past.cases) AS deviation
    FROM weekly AS now
    LEFT JOIN weekly AS past
        ON past.disease = now.disease
        AND past.region = now.region
        AND past.week BETWEEN now.week - 1 AND now.week + 1
        AND past.year BETWEEN now.year - 5 AND now.year - 1
    GROUP BY now.disease, now.region, now.year, now.week
)
SELECT
    weekly.disease,
    weekly.region,
    weekly.year,
    weekly.week,
    weekly.cases,
    ROUND(reference.expected, 1) AS expected,
    weekly.cases > reference.expected + 2 * reference.deviation AS alarm
FROM weekly
INNER JOIN reference USING (disease, region, year, week)
WHERE weekly.year >= 2029
ORDER BY alarm DESC NULLS LAST, weekly.disease, weekly.year, weekly.week;

REFRESH MATERIALIZED VIEW dashboard.completeness;
REFRESH MATERIALIZED VIEW dashboard.delays;
