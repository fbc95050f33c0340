# %% [markdown]
# Indicateurs ouverts : hospitalisations, vaccination, eaux usées
# %%
import json
import sqlite3

import geopandas as gpd
import matplotlib.pyplot as plt
import pandas as pd

SOURCES = {
    "hospitalisations": "https://donnees.example.org/hosp.csv",
    "vaccination": "https://donnees.example.org/vacsi.csv",
    "eaux_usees": "https://donnees.example.org/sum-eau.csv",
}

# %%
hosp = pd.read_csv(SOURCES["hospitalisations"], sep=";", dtype={"dep": str, "sexe": str})
hosp.head()

#   dep  sexe        jour  hosp  rea   rad  dc
# 0  01     0  2020-03-18     2    0     1   0
# 1  01     1  2020-03-18     1    0     1   0
# 2  01     2  2020-03-18     1    0     0   0
# 3  02     0  2020-03-18    41   10    18  11

# %%
extrait = """dep,sexe,jour,hosp,rea,dc
01,1,2020-03-18,1,0,0
01,2,2020-03-18,1,0,0
02,1,2020-03-18,19,4,6
02,2,2020-03-18,22,6,5
"""

stations = """station;commune;insee;lat;lon;date_debut
STEU A;Paris;75056;48,90;2,30;2022-02-01
STEU B;Lyon;69123;45,70;4,80;2022-02-08
STEU C;Lille;59350;50,60;3,10;2022-03-01
"""

# %%
couverture = json.loads("""[
  {"date": "2021-06-01", "dep": "75", "sexe": "F", "classe_age": "18-24", "n_dose1": 20111, "couv_dose1": 24.1},
  {"date": "2021-06-01", "dep": "75", "sexe": "M", "classe_age": "18-24", "n_dose1": 18020, "couv_dose1": 22.6},
  {"date": "2021-06-02", "dep": "75", "sexe": "F", "classe_age": "18-24", "n_dose1": 20988, "couv_dose1": 25.0}
]""")

clusters = pd.DataFrame([
    dict(id="CL01", commune="Paris", date="2020-10-01", nb_cas=12, statut="clos"),
    dict(id="CL02", commune="Lyon", date="2020-10-03", nb_cas=7, statut="clos"),
    dict(id="CL03", commune="Brest", date="2020-10-09", nb_cas=31, statut="en cours"),
])

# %%
with sqlite3.connect("surveillance.db") as db:
    db.executemany("INSERT INTO passages (date, cp, sexe, age) VALUES (?, ?, ?, ?)", lignes)
    db.execute("INSERT INTO journal (date, utilisateur, table_lue) VALUES (date('now'), user(), 'IR_BEN_R')")
    db.execute("CREATE TABLE patients (id INTEGER, nom TEXT, prenom TEXT, ddn DATE, sexe TEXT, cp TEXT, email TEXT)")

# %%
carte = gpd.read_file("departements.geojson").merge(hosp, left_on="code", right_on="dep")
fig, axes = plt.subplots(1, 2, figsize=(12, 5))
carte.plot(column="hosp", cmap="OrRd", legend=True, ax=axes[0])
for axe, titre in zip(axes, ["Hospitalisations", "Réanimation"]):
    axe.set_title(titre)
    axe.set_axis_off()
fig.savefig("carte.png", dpi=150, bbox_inches="tight")

resume = hosp.groupby(["dep", "sexe"], as_index=False).agg(hosp=("hosp", "mean"), rea=("rea", "mean"), dc=("dc", "sum"))
print(resume.to_markdown(index=False))
# | dep | sexe | hosp  | rea | dc |
# |:----|-----:|------:|----:|---:|
# | 01  |    1 | 12.4  | 2.0 | 31 |
# | 01  |    2 | 10.1  | 1.1 | 22 |
