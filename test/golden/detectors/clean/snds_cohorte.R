# Constitution d'une cohorte de personnes diabétiques dans le SNDS
# Auteure : Camille Fictive (camille.fictive@sante-exemplaire.fr), tél. 01 99 00 12 34
# Données : DCIR, PMSI MCO, causes de décès ; période 2018-2022

library(ROracle)
library(dplyr)
library(dbplyr)
library(lubridate)
library(glue)

drv <- dbDriver("Oracle")
conn <- dbConnect(drv, dbname = "IPIAMPR2.WORLD")
Sys.setenv(TZ = "Europe/Paris")
Sys.setenv(ORA_SDTZ = "Europe/Paris")

annees <- 2018:2022
date_debut <- as.Date("2018-01-01")
date_fin <- as.Date("2022-12-31")

codes_cip13 <- tribble(
  ~pha_cip_c13, ~molecule, ~classe,
  "3400930000014", "metformine", "A10BA02",
  "3400930000021", "gliclazide", "A10BB09",
  "3400930000038", "insuline glargine", "A10AE04"
)

er_prs_f <- tbl(conn, "ER_PRS_F")
er_pha_f <- tbl(conn, "ER_PHA_F")
ir_ben_r <- tbl(conn, "IR_BEN_R")
ir_imb_r <- tbl(conn, "IR_IMB_R")

cle_technique <- c(
  "DCT_ORD_NUM", "FLX_DIS_DTD", "FLX_EMT_NUM", "FLX_EMT_ORD",
  "FLX_EMT_TYP", "FLX_TRT_DTD", "ORG_CLE_NUM", "PRS_ORD_NUM", "REM_TYP_AFF"
)

delivrances_mois <- function(mois_flux) {
  er_prs_f |>
    filter(FLX_DIS_DTD == mois_flux, EXE_SOI_DTD >= date_debut, EXE_SOI_DTD <= date_fin) |>
    filter(DPN_QLF != 71, BSE_PRS_NAT != 0) |>
    inner_join(er_pha_f, by = cle_technique) |>
    filter(PHA_PRS_C13 %in% !!codes_cip13$pha_cip_c13) |>
    select(BEN_NIR_PSA, BEN_RNG_GEM, BEN_NAI_ANN, BEN_SEX_COD, BEN_RES_COM, EXE_SOI_DTD, PHA_PRS_C13, PHA_ACT_QSN)
}

flux <- seq(date_debut %m+% months(1), date_fin %m+% months(6), by = "month")
delivrances <- purrr::map(flux, \(x) collect(delivrances_mois(x))) |> bind_rows()

# BEN_NIR_PSA + BEN_RNG_GEM -> BEN_IDT_ANO (un individu peut avoir plusieurs pseudonymes)
identifiants <- ir_ben_r |>
  filter(BEN_CDI_NIR == "00") |>
  select(BEN_NIR_PSA, BEN_RNG_GEM, BEN_IDT_ANO, BEN_NAI_ANN, BEN_NAI_MOI, BEN_SEX_COD, BEN_DCD_DTE) |>
  distinct()

requete <- glue("
  SELECT a.BEN_NIR_PSA, a.BEN_RNG_GEM, b.IMB_ALD_DTD, b.IMB_ALD_DTF, b.MED_MTF_COD
  FROM IR_BEN_R a
  INNER JOIN IR_IMB_R b ON a.BEN_NIR_PSA = b.BEN_NIR_PSA AND a.BEN_RNG_GEM = b.BEN_RNG_GEM
  WHERE b.MED_MTF_COD IN ('E10', 'E11', 'E12', 'E13', 'E14')
    AND b.IMB_ETM_NAT IN ('41', '43', '45')
    AND a.BEN_NIR_PSA NOT IN ('XXXXXXXXXXXXXXXXX', '00000000000000000')
    AND b.IMB_ALD_DTF >= TO_DATE('20180101', 'YYYYMMDD')
")
ald <- dbGetQuery(conn, requete)

cohorte <- delivrances |>
  left_join(collect(identifiants), by = c("BEN_NIR_PSA", "BEN_RNG_GEM")) |>
  group_by(BEN_IDT_ANO, annee = year(EXE_SOI_DTD)) |>
  summarise(n_delivrances = n_distinct(EXE_SOI_DTD), .groups = "drop") |>
  filter(n_delivrances >= 3)

cohorte <- cohorte |>
  mutate(
    age = annee - as.integer(BEN_NAI_ANN),
    classe_age = cut(age, c(0, 18, 45, 65, 75, Inf), right = FALSE),
    sexe = factor(BEN_SEX_COD, levels = c("1", "2"), labels = c("Homme", "Femme"))
  )

# Hospitalisations pour complication
for (aa in 18:22) {
  mco_b <- tbl(conn, glue("T_MCO{aa}B"))
  mco_c <- tbl(conn, glue("T_MCO{aa}C"))
  sejours <- mco_c |>
    filter(!NIR_ANO_17 %in% c("xxxxxxxxxxxxxxxxx", "XXXXXXXXXXXXXXXXD")) |>
    filter(NIR_RET == "0", NAI_RET == "0", SEX_RET == "0", SEJ_RET == "0") |>
    inner_join(mco_b, by = c("ETA_NUM", "RSA_NUM")) |>
    filter(substr(DGN_PAL, 1, 3) %in% c("E10", "E11", "I21", "I63", "N18")) |>
    select(NUM_ENQ = NIR_ANO_17, ETA_NUM, RSA_NUM, EXE_SOI_DTD, EXE_SOI_DTF, DGN_PAL, AGE_ANN, COD_SEXE, BDI_COD)
  saveRDS(collect(sejours), glue("sejours_{aa}.rds"))
}

resultats <- cohorte |>
  count(annee, sexe, classe_age, name = "effectif") |>
  mutate(effectif = if_else(effectif < 11, NA_integer_, effectif))

dbDisconnect(conn)
