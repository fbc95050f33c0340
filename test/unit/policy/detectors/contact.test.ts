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
    'a mobile number beside a name and a hospital': 'FICTIVE Camille;hôpital Modèle;⟦06 99 00 12 34⟧',
    'a landline of a patient of a hospital': 'hôpital Modèle, patiente FICTIVE : ⟦01 99 00 12 34⟧',
    'a comment on a person, whoever is to be asked': '# Mme FICTIVE, VIH positive : ⟦fictive@courriel.invalid⟧',
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
    'the landlines of hospitals': '"990000001","HOPITAL MODELE","Patronville","99123","01 99 00 12 34",\n"990000002","AP-HM EXEMPLE","Fictive","99200","04 99 00 56 78"',
    'whom to ask, in a comment': '# surveillance VIH : questions à x@agence.invalid\n-- cancers, contacter camille@agence.invalid',
    'an address of an example': 'FICTIVE;Camille;camille@example.org;positif',
    'an address alone': 'urls <- c("suivi@agence.invalid")',
    'a SIRET, a FINESS and an RPPS': 'FICTIVE Camille 13001866100013 750100018 10001234567 positif',
    'a number with decimals': 'FICTIVE Camille 0.0199001234 positif',
    'a decorator': '@pytest.mark.parametrize("resultat", ["positif"])',
    'a slot': 'objet@resultats$positif',
  });
});
