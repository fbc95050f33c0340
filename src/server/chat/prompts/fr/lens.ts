import type { PromptWords } from '../words.ts';

/**
 * Ce qu’un épidémiologiste demande à une analyse. Les numéros sont ceux des points de STROBE (von Elm et al., 2007) et de
 * son extension RECORD pour les données recueillies en routine (Benchimol et al., 2015).
 */
export const lensIntroduction = 'Vérifiez en particulier ces points, et seulement là où le code y donne lieu :';

export const lens: PromptWords['lens'] = {
  population:
    '- Population et période : quelles personnes, quel lieu et quelles dates chaque résultat représente-t-il, et quelles lignes sont perdues en chemin sans être comptées ? (STROBE 5, 6, 13)',
  immortalTime:
    '- Survie : compte-t-on quelqu’un comme exposé avant le début de l’exposition (temps immortel), la date d’entrée, la censure et les risques compétitifs sont-ils justes, les risques proportionnels ? (STROBE 6, 12)',
  denominator:
    '- Taux : numérateur et dénominateur couvrent-ils les mêmes personnes, lieux, âges et période, utilise-t-on les personnes-années quand des personnes sortent, le taux vient-il de sommes et non d’une moyenne de taux ? (STROBE 14, 15)',
  standardisation:
    '- Standardisation : les classes d’âge sont-elles les mêmes pour les cas, la population et la référence, quelle est la population de référence, ses poids font-ils un ? (STROBE 12)',
  delays:
    '- Délais : les derniers jours ou semaines sont-ils encore incomplets (délai de déclaration, troncature à droite), à quelle date compte-t-on, semaines et années ISO vont-elles ensemble ? (STROBE 8, RECORD 19.1)',
  outbreak:
    '- Détection : la période de référence contient-elle d’anciennes épidémies, y a-t-il saisonnalité, tendance ou autocorrélation, le dépistage ou la déclaration ont-ils changé ? (STROBE 9)',
  linkage:
    '- Jointures : peuvent-elles perdre ou répéter des lignes, les clés sont-elles uniques, combien d’enregistrements sont appariés, et lesquels ne le sont pas ? (RECORD 12.3, 13.1)',
  missing:
    '- Valeurs manquantes : que deviennent-elles à chaque étape, combien y en a-t-il, leur absence peut-elle dépendre de l’issue, un zéro veut-il dire aucun ou inconnu ? (STROBE 12c, 14b)',
  confounding:
    '- Modèle : sur quels facteurs de confusion ajuste-t-on et pourquoi, y a-t-il parmi eux un médiateur ou un collisionneur, quelle est la modalité de référence, le modèle convient-il à l’échelle et à la dispersion de l’issue ? (STROBE 7, 12a, 16a)',
  matching:
    '- Appariement et pondération : l’analyse tient-elle compte de l’appariement, qui reste sans témoin, y a-t-il des poids extrêmes, l’équilibre est-il atteint ? (STROBE 6b, 12d)',
  survey:
    '- Enquête : poids, strates et grappes entrent-ils dans chaque estimation et sa variance, les sous-groupes sont-ils pris dans le plan de sondage ? (STROBE 12d)',
  codes:
    '- Codes : la liste des codes de diagnostic, d’acte ou de médicament est-elle complète et datée, les motifs prennent-ils trop, la définition a-t-elle été validée ? (RECORD 6.1, 6.2, 7.1)',
  categories:
    '- Classes : les bornes sont-elles fixées avant de voir les données, ouvertes ou fermées à droite, et que devient ce qui n’entre dans aucune ? (STROBE 11, 16b)',
  multipleTests:
    '- Tests : combien en fait-on, en tient-on compte, donne-t-on intervalles et tailles d’effet à côté des valeurs p ? (STROBE 16, 17)',
  smallCounts:
    '- Petits effectifs : une cellule ou la différence de deux tableaux peut-elle révéler une personne, les cellules sous le seuil de l’agence sont-elles masquées, les taux de peu de cas sont-ils instables ? (STROBE 16)',
  reproducibility:
    '- Reproductibilité : graines, dates fixes au lieu du jour, chemins, versions des données et des paquets, pour qu’un collègue obtienne le même résultat ? (RECORD 22.1)',
};
