import { contact } from '../../../../src/server/policy/detectors/contact.ts';
import { itFinds, itLetsBe } from './golden.ts';

describe('contact', () => {
  itFinds(contact, {
    'an e-mail address in a row': 'IMAGINAIRE;Modèle;⟦modele.imaginaire@courriel.invalid⟧;positif',
    'a telephone number in a row': '"IMAGINAIRE","Modèle","⟦01 99 00 12 34⟧"',
    'a number without gaps beside a result': 'FICTIVE,PCR positive,⟦0199001234⟧',
    'an international number': 'rappeler la patiente au ⟦+33 1 99 00 12 34⟧',
    'both': 'Mme Fictive, ⟦fictive@courriel.invalid⟧, ⟦01.99.00.12.34⟧',
    'a comment about a patient': '# patiente FICTIVE (⟦fictive@courriel.invalid⟧) : sérologie VIH positive',
    'an assignment beside a name': 'ligne <- c("Imaginaire", "⟦modele.imaginaire@courriel.invalid⟧")',
  });

  itLetsBe(contact, {
    'an author in DESCRIPTION': 'Maintainer: Camille Fictive <camille.fictive@agence.invalid>',
    'Authors@R': 'person("Camille", "Fictive", email = "camille.fictive@agence.invalid", role = c("aut", "cre"))',
    roxygen: "#' @author Camille FICTIVE \\email{camille.fictive@agence.invalid}",
    'a header of a program': '/* Auteur : Camille FICTIVE (camille.fictive@agence.invalid), 01 99 00 12 34 */',
    'a name in a comment': '# Camille FICTIVE camille.fictive@agence.invalid',
    'a commit': 'Author: Camille FICTIVE <camille.fictive@agence.invalid>',
    'an author of a Quarto document': 'author:\n  - name: Camille FICTIVE\n    email: camille.fictive@agence.invalid\n',
    'an author in Python': "__author__ = 'Camille FICTIVE <camille.fictive@agence.invalid>'",
    'contributors in JSON': '"contributors": [\n  "Camille Fictive <camille.fictive@agence.invalid>",\n  "FICTIVE Camille <camille@agence.invalid>"\n]',
    'a sender': 'smtp_send(mail, from = "noreply@agence.invalid", to = "veille@agence.invalid")',
    'an address of an example': 'FICTIVE;Camille;camille@example.org;positif',
    'an address alone': 'urls <- c("suivi@agence.invalid")',
    'a SIRET, a FINESS and an RPPS': 'FICTIVE Camille 13001866100013 750100018 10001234567 positif',
    'a number with decimals': 'FICTIVE Camille 0.0199001234 positif',
    'a decorator': '@pytest.mark.parametrize("resultat", ["positif"])',
    'a slot': 'objet@resultats$positif',
  });
});
