-- Tables of the vaccination register. All of it is invented.

CREATE TABLE ref_region (
  region_code   CHAR(2) PRIMARY KEY,
  region_label  VARCHAR(60) NOT NULL
);

CREATE TABLE ref_population (
  region_code   CHAR(2) REFERENCES ref_region (region_code),
  age_class     VARCHAR(8),
  census_year   INTEGER,
  n_inhabitants INTEGER
);

CREATE TABLE vaccine_dose (
  dose_id          BIGINT PRIMARY KEY,
  recipient_key    BIGINT NOT NULL,
  region_code      CHAR(2) REFERENCES ref_region (region_code),
  age_class        VARCHAR(8),
  vaccine_code     VARCHAR(12),
  dose_rank        SMALLINT,
  injection_date   DATE,
  injection_place  VARCHAR(12)
);

CREATE TABLE hospital_stay (
  stay_id          BIGINT PRIMARY KEY,
  recipient_key    BIGINT,
  region_code      CHAR(2),
  admission_date   DATE,
  discharge_date   DATE,
  main_diagnosis   VARCHAR(6),
  intensive_care   BOOLEAN
);
