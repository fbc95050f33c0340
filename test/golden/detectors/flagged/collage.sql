-- Données inventées.
INSERT INTO patients (ipp, nom, prenom, date_naissance) VALUES
⟦('900017', 'IMAGINAIRE', 'Modèle', '1931-02-28'),
('900023', 'FICTIVE', 'L''Exemplaire', DATE '1947-02-27')⟧;

INSERT INTO passages (age, sexe, code_postal, dp) VALUES ⟦(34, 'F', '99123', 'A150');
INSERT INTO passages (age, sexe, code_postal, dp) VALUES (71, 'M', '99200', 'C341');
INSERT INTO passages (age, sexe, code_postal, dp) VALUES (58, 'F', '99311', 'I219')⟧;
