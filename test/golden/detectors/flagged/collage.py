# Données inventées.
import pandas as pd
from io import StringIO

df = pd.DataFrame({
    ⟦"nom_patient": ["IMAGINAIRE", "FICTIVE"],
    "sexe": ["F", "M"],
    "cp": ["99123", "99200"]⟧,
})

lignes = [
    ⟦{"mrn": "900017", "birthDate": "1931-02-28", "sex": "F"},
    {"mrn": "900023", "birthDate": "1947-02-27", "sex": "M"}⟧,
]

texte = StringIO("""nom,prenom,email
⟦IMAGINAIRE,Modèle,modele@imaginaire.invalid
FICTIVE,Exemplaire,exemplaire@fictive.invalid⟧
""")

echappe = "ipp;entree;sortie\n⟦900017;2022-01-03;2022-01-05\n900023;2022-02-11;2022-02-12⟧"

print(df)
#          nom ddn         sexe
# ⟦0 IMAGINAIRE 1931-02-28 F
# 1 FICTIVE    1947-02-27 M⟧
