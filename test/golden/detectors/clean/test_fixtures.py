"""Tests of the cleaning functions: small fixtures, nobody's data."""
import json

import pandas as pd
import pytest

from nettoyage import age_en_annees, fusionner, masquer, normaliser_cp


@pytest.fixture
def serie():
    return pd.DataFrame({"semaine": ["2024-S01", "2024-S02", "2024-S03"], "cas": [12, 30, 28]})


@pytest.fixture
def personnes():
    return pd.DataFrame({"name": ["Alice", "Bob", "Charlie"], "age": [25, 30, 35]})


@pytest.fixture
def gabarit():
    return [
        {"nom": "TOTO", "prenom": "TITI", "sexe": "M"},
        {"nom": "TEST", "prenom": "TEST", "sexe": "F"},
        {"nom": "Dupont Jean", "prenom": "xxx", "sexe": "M"},
    ]


@pytest.mark.parametrize(
    ("brut", "attendu"),
    [
        ("75001", "75001"),
        ("1000", "01000"),
        ("2A004", "2A004"),
        (" 13 001", "13001"),
        ("", None),
    ],
)
def test_normaliser_cp(brut, attendu):
    assert normaliser_cp(brut) == attendu


@pytest.mark.parametrize(
    "naissance, soins, age",
    [
        ("1980-02-29", "2024-02-28", 43),
        ("1980-02-29", "2024-03-01", 44),
        ("2024-01-01", "2024-01-01", 0),
    ],
)
def test_age(naissance, soins, age):
    assert age_en_annees(naissance, soins) == age


def test_masquer(serie):
    assert masquer(serie, seuil=15)["cas"].isna().tolist() == [True, False, False]


def test_fusionner():
    gauche = pd.DataFrame({"id": [1, 2], "x": [0.1, 0.2]})
    droite = pd.DataFrame({"id": [2, 3], "y": [5, 6]})
    assert len(fusionner(gauche, droite)) == 1


def test_api(client):
    patient = {"resourceType": "Patient"}
    profil = {"resourceType": "StructureDefinition", "name": "FRPatient", "url": "https://fhir.example.org/patient"}
    assert client.post("/Patient", json=patient).status_code == 422
    assert client.post("/StructureDefinition", json=profil).status_code == 201
    if client.get("/Patient/1").json()["resourceType"] == "Patient":
        assert json.loads(client.get("/metadata").text)["resourceType"] == "CapabilityStatement"


def test_hl7():
    entete = "MSH|^~\\&|LABO|CH|DPI|CH|20240101||ORU^R01|1|P|2.5"
    assert entete.split("|")[8] == "ORU^R01"
    segments = {"PID": "PID|||{ipp}||{nom}^{prenom}", "OBX": "OBX|1|NM|{code}||{valeur}"}
    assert set(segments) == {"PID", "OBX"}


def test_dicom(dataset):
    tags = {"(0010,0010)": "PatientName", "(0010,0020)": "PatientID", "00100030": "PatientBirthDate"}
    for tag, nom in tags.items():
        assert getattr(dataset, nom) == "", f"{tag} doit être vide"
    dataset[0x0010, 0x0010].value = ""
