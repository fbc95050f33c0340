"""Mortalité toutes causes par département : notebook exporté.

Author: Jean Imaginaire <jean.imaginaire@sante-exemplaire.fr>
"""
from io import StringIO

import numpy as np
import pandas as pd
import requests
from sklearn.linear_model import PoissonRegressor

DEPARTEMENTS = pd.DataFrame({
    "code": ["01", "02", "03", "75", "2A", "974"],
    "nom": ["Ain", "Aisne", "Allier", "Paris", "Corse-du-Sud", "La Réunion"],
    "population": [657_000, 527_000, 335_000, 2_133_000, 161_000, 873_000],
})

CIM10 = [
    {"code": "A15", "libelle": "Tuberculose de l'appareil respiratoire", "chapitre": 1},
    {"code": "C34", "libelle": "Tumeur maligne des bronches et du poumon", "chapitre": 2},
    {"code": "I21", "libelle": "Infarctus aigu du myocarde", "chapitre": 9},
]

deces = pd.read_csv(StringIO("""annee;dep;sexe;classe_age;deces;taux
2021;75;F;65-74;1203;812,4
2021;75;M;65-74;1544;1201,9
2021;69;F;65-74;899;799,0
2021;69;M;65-74;1100;1174,2
"""), sep=";", decimal=",")

table_mortalite = pd.DataFrame({
    "age": [60, 61, 62, 63, 64],
    "sexe": ["F", "F", "F", "F", "F"],
    "qx": [0.0041, 0.0044, 0.0047, 0.0051, 0.0056],
})

villes = [
    {"nom": "Paris", "cp": "75001", "lat": 48.86, "lon": 2.34},
    {"nom": "Lyon", "cp": "69001", "lat": 45.77, "lon": 4.83},
    {"nom": "Marseille", "cp": "13001", "lat": 43.30, "lon": 5.38},
]

rng = np.random.default_rng(42)
simulation = pd.DataFrame({
    "patient_id": np.arange(1000),
    "sexe": rng.choice(["F", "M"], 1000),
    "age": rng.integers(18, 95, 1000),
    "date_deces": pd.to_datetime("2021-01-01") + pd.to_timedelta(rng.integers(0, 365, 1000), unit="D"),
})

colonnes = ["nom", "prenom", "ddn", "sexe", "cp", "date_deces"]
types = {"nom": "string", "prenom": "string", "ddn": "string", "sexe": "category", "cp": "string"}


def charger(chemin: str, sep: str = ";") -> pd.DataFrame:
    """Lit un fichier de décès de l'Insee : nomprenom, sexe, datenaiss, lieunaiss, datedeces."""
    df = pd.read_csv(chemin, sep=sep, dtype=types, usecols=colonnes)
    return df.assign(age=(pd.to_datetime(df.date_deces) - pd.to_datetime(df.ddn)).dt.days / 365.25)


def standardiser(df: pd.DataFrame, reference: pd.DataFrame) -> pd.Series:
    fusion = df.merge(reference, on=["sexe", "classe_age"], suffixes=("", "_ref"))
    fusion["attendus"] = fusion["taux"] * fusion["population_ref"] / 1e5
    return fusion.groupby("dep").apply(lambda g: g["attendus"].sum() / g["population_ref"].sum())


reponse = requests.get("https://donnees.example.org/api/records", params={"rows": 100, "refine.sexe": "F"}, timeout=30)
modele = PoissonRegressor().fit(deces[["annee"]], deces["deces"])
print(deces.groupby(["dep", "sexe"]).agg(deces=("deces", "sum")))
#            deces
# dep sexe
# 69  F        899
#     M       1100
# 75  F       1203
#     M       1544
print(DEPARTEMENTS)
#   code           nom  population
# 0   01           Ain      657000
# 1   02         Aisne      527000
# 2   03        Allier      335000
