import type { PromptWords } from '../words.ts';

export const translationIntroduction = 'Tenez compte de ce qui n’a pas d’équivalent exact, et nommez-le là où le code le rencontre :';

export const translationCheck =
  'Terminez par une vérification dans un second bloc : de petites données inventées avec des valeurs manquantes, des ex æquo et des bords de groupe, passées par les deux programmes, et une comparaison des nombres de lignes, des sommes, des valeurs manquantes et des estimations avec une tolérance.';

/**
 * Selon les manuels de référence de SAS 9.4 et de Stata 18, et la documentation de R, pandas, statsmodels, lifelines,
 * data.table et dplyr.
 */
export const translation: PromptWords['translation'] = {
  sasMissingLow: '- SAS classe un nombre manquant sous tous les nombres : `x < 5` y est vrai. En R c’est NA, et filter() perd la ligne ; en pandas la comparaison est fausse.',
  sasRetain: '- `retain` et les instructions de somme portent une valeur de ligne en ligne dans l’ordre des données : prenez des fonctions cumulées par groupe après un tri, et passez les valeurs manquantes comme le fait l’instruction de somme.',
  sasFirstLast: '- `first.` et `last.` marquent les bords des groupes by dans l’ordre du tri ; avec plusieurs variables by, le changement d’une précédente commence aussi un groupe.',
  sasLag: '- `lag()` rend la valeur de son dernier appel, pas celle de la ligne au-dessus : dans une condition, ce n’est pas la même.',
  sasMerge: '- `merge … by` n’est pas une jointure SQL : les lignes sont appariées dans l’ordre, la dernière est répétée, et les valeurs de la table de droite écrasent celles de gauche.',
  sasTypeThree: '- SAS donne des sommes de carrés de type III ; anova() de R donne le type I. Prenez car::Anova(type = 3) avec des contrastes de somme.',
  sasReference: '- `class` : proc glm, mixed et genmod prennent la dernière modalité comme référence, proc logistic code des effets (-1, 0, 1) sauf `param=ref` ; R et statsmodels prennent la première.',
  coxTies: '- Ex æquo du modèle de Cox : SAS et Stata prennent Breslow par défaut, R et lifelines Efron. Nommez la méthode.',
  coxTiesInPython: '- Ex æquo du modèle de Cox : coxph() prend Efron par défaut, comme lifelines ; PHReg de statsmodels prend Breslow.',
  sasProcMissing: '- Les procédures écartent les valeurs manquantes, et les modalités manquantes de class sauf `missing` : R veut na.rm = TRUE, et table() useNA.',
  sasSumFunction: '- `sum(a, b)` et `mean(a, b)` passent les valeurs manquantes, `a + b` non.',
  sasQuantiles: '- Quantiles : le défaut de SAS (définition 5) est type = 2 dans quantile() de R, dont le défaut est le type 7, comme celui de numpy.',
  stataMissingHigh: '- Stata classe une valeur manquante au-dessus de tous les nombres : `x > 5` y est vrai. En R c’est NA, en pandas la comparaison est fausse.',
  stataPreserve: '- `preserve` et `restore` rendent les données d’avant : travaillez sur une copie sous un autre nom.',
  stataBy: '- `bysort`, `_n` et `_N` dépendent de l’ordre dans les groupes, aussi des variables entre parenthèses ; les ex æquo sont dans un ordre aléatoire.',
  stataMerge: '- `merge` garde les lignes des deux côtés et les distingue par `_merge` ; les valeurs du maître ne sont écrasées qu’avec `update`.',
  stataFactor: '- `i.` prend la plus petite valeur comme référence, `ib#.` une autre ; sans `i.`, un code est un nombre. Faites des facteurs de même référence.',
  stataCollapse: '- `collapse` et `egen` passent les valeurs manquantes ; la somme de rien que des manquantes y vaut 0, et la moyenne est manquante.',
  stataRobust: '- Variances robustes : regress, vce(robust) est HC1 ; vcovHC() de R est HC3 par défaut. Les grappes ont leur propre correction de petit échantillon.',
  stataFloat: '- Stata garde les nombres en float par défaut : `x == 0.1` peut y être faux et vrai en double précision.',
  stataQuantiles: '- Quantiles : `summarize, detail` et `_pctile` correspondent à type = 2 dans quantile() de R, `centile` à type = 6 ; R et numpy prennent le type 7.',
  origin1960: '- SAS et Stata comptent les dates en jours depuis le 1960-01-01, les dates-heures en secondes pour SAS, en millisecondes pour Stata ; R et Python comptent depuis le 1970-01-01.',
  intervals: '- `intck` compte les bornes franchies, non les intervalles entiers ; `intnx` cale au début sauf indication contraire.',
  stataWeeks: '- Les semaines de Stata commencent le 1er janvier et la 52e a 8 ou 9 jours : ce ne sont pas des semaines ISO.',
  roundHalfUp: '- Demis : `round(2.5)` vaut 3 en SAS et Stata, et 2 en R et Python, qui arrondissent les demis au pair (IEC 60559).',
  macros: '- Macros et locales sont du texte collé avant que le code tourne : faites-en des fonctions et des arguments.',
  sasFormats: '- Les formats groupent et libellent sans changer la valeur : faites des facteurs, et gardez l’œil sur les valeurs qu’aucun format ne nomme.',
  naInR: '- R rend NA pour la moyenne de ce qui a une valeur manquante, pandas la passe ; un groupe NA est gardé par group_by() et perdu par groupby() sauf dropna=False.',
  indexFromOne: '- R compte à partir de 1 et inclut les deux bouts, Python à partir de 0 sans la fin ; un indice négatif retire en R et compte depuis la fin en Python.',
  contrasts: '- Les facteurs gardent l’ordre de leurs modalités, la première est la référence ; les facteurs ordonnés ont des contrastes polynomiaux. Fixez catégories et référence.',
  modelsInPython: '- Prenez les formules de statsmodels : sans elles, aucune constante n’est ajoutée. La régression logistique de scikit-learn est pénalisée par défaut.',
  spreadInPython: '- sd() et var() de R divisent par n - 1 ; numpy divise par n sauf ddof=1, pandas par n - 1.',
  recycling: '- R recycle les vecteurs courts sans rien dire ; dites quelles longueurs sont voulues.',
  seeds: '- La même graine donne d’autres nombres aléatoires dans l’autre langage : les tirages ne peuvent s’accorder qu’en loi.',
  zeroBased: '- Python compte à partir de 0 et exclut la fin, R à partir de 1 et l’inclut ; un indice négatif veut dire autre chose en R.',
  nanInPandas: '- pandas passe les valeurs manquantes dans mean() et sum(), et groupby() perd les clés manquantes : R veut na.rm = TRUE, et garde un tel groupe. sum() de rien que des manquantes vaut 0.',
  spreadInR: '- numpy divise par n, sd() et var() de R par n - 1.',
  penalised: '- La régression logistique de scikit-learn est pénalisée par défaut (C = 1) ; glm() ne l’est pas.',
  pandasIndex: '- pandas aligne par l’index : R n’en a pas, joignez donc par des clés explicites.',
  origin1970: '- Dates en nombres : R et Python comptent depuis le 1970-01-01, R en jours, pandas en fractions de seconde ; Excel, SAS et Stata non.',
  byReference: '- `:=` change la table elle-même, sous tous ses noms : prenez copy() là où l’original est nécessaire.',
  groupOrder: '- dplyr trie les groupes ; data.table garde l’ordre d’apparition sauf keyby, et SQL n’en promet aucun sans ORDER BY.',
  rowOrder: '- Les tables SQL n’ont pas d’ordre : lag(), row_number(), first() et les sommes cumulées veulent une fenêtre avec ORDER BY, et les ex æquo une seconde clé.',
  nullInSql: '- NULL : `x <> 1` et NOT IN le perdent, les jointures ne l’apparient jamais alors que celles de dplyr apparient NA à NA, COUNT(x), COUNT(DISTINCT x) et AVG le passent alors que n() et n_distinct() le comptent.',
  groupedMutate: '- mutate() ou filter() par groupe est une fonction de fenêtre (OVER (PARTITION BY …)), pas un GROUP BY.',
  integerDivision: '- Bien des bases divisent les entiers sans reste : convertissez un côté, ou les taux deviennent 0.',
  nullFromSql: '- NULL : comparer avec lui est inconnu, les jointures ne l’apparient pas, COUNT(x) et AVG le passent ; les jointures de dplyr apparient NA à NA, et mean() veut na.rm = TRUE.',
  divisionFromSql: '- Bien des bases divisent les entiers sans reste ; `/` de R et de Python non.',
};
