/**
 * The points that an epidemiologist goes through when reading someone's analysis, the most telling first. What each says
 * is in `en/lens.ts` and `fr/lens.ts`, with the items of STROBE (von Elm et al., PLoS Med 2007;4:e296) and RECORD
 * (Benchimol et al., PLoS Med 2015;12:e1001885) that it stands for.
 */
export type LensPoint =
  | 'population'
  | 'immortalTime'
  | 'denominator'
  | 'standardisation'
  | 'delays'
  | 'outbreak'
  | 'linkage'
  | 'missing'
  | 'confounding'
  | 'matching'
  | 'survey'
  | 'codes'
  | 'categories'
  | 'multipleTests'
  | 'smallCounts'
  | 'reproducibility';

/** When a point has something to say: what the code does, in any of the languages that Vigie knows. */
interface Choice {
  readonly point: LensPoint;
  readonly when: RegExp;
}

const choices: readonly Choice[] = [
  {
    point: 'immortalTime',
    when: /\b(?:Surv|survfit|coxph|finegray|crr|survreg|phreg|lifetest|stset|stcox|sts|streg|stcrreg|CoxPHFitter|KaplanMeierFitter|flexsurvreg|tmerge|pyears)\b/i,
  },
  {
    point: 'standardisation',
    when: /\b(?:age[_.]?adjust\w*|age\.?standardi[sz]\w*|standardi[sz]e[d_]?\w*|dsr|dstdize|istdize|stdrate|phe_dsr|std[_.]?pop\w*|standard[_.]pop\w*|euro(?:pean)?[_.]?(?:standard|pop)\w*|smr)\b/i,
  },
  {
    point: 'denominator',
    when: /\b(?:rates?|incidence|prevalence|mortality|population|pop|person[_. ]?(?:years?|time|days?)|py|offset|per[_. ]?1[_ ]?000\w*|attack[_. ]?rates?|coverage)\b|\b1e[+]?0?5\b|\b100[_ ]?000\b|taux|couverture|_pop\b|\bpop_/i,
  },
  {
    point: 'delays',
    when: /\b(?:onset|notif\w*|report(?:ed|ing)?[_.]?(?:date|delay)|date[_.]?(?:report|notif)\w*|delays?|epi_?week|epiweek|isoweek|iso_?year|weekly|week|semaine\w*|nowcast\w*|incidence|as\.?incidence|triangle)\b|_week\b|week_/i,
  },
  {
    point: 'outbreak',
    when: /\b(?:farrington\w*|surveillance|cusum|ears\w*|outbreak\w*|excess|baseline|arima|serfling|EpiEstim|estimate_R|epinow2?|EpiNow2|EuroMOMO)\b/i,
  },
  {
    point: 'linkage',
    when: /\b(?:(?:left|right|inner|full|outer|cross|anti|semi)[_ ]?join|merge|join|fuzzyjoin|reclink|RecordLinkage|fastLink|joinby)\b/i,
  },
  {
    point: 'missing',
    when: /\b(?:is\.na|na\.rm|drop_na|na\.omit|complete\.cases|replace_na|coalesce|isna|isnull|notna|dropna|fillna|is (?:not )?null|nmiss|missing|mice|mi impute|proc mi|mean|sum|average|avg|median)\b/i,
  },
  {
    point: 'confounding',
    when: /\b(?:glm|lm|glmer|lmer|gam|logit|logistic|poisson|negbin|glm\.nb|coxph|phreg|genmod|mixed|regress|nbreg|reg|ols|feols|fepois|odds[_. ]?ratio|smf|clogit|adjust(?:ed)?)\b/i,
  },
  { point: 'matching', when: /\b(?:matchit|weightit|ps ?match|psmatch2|teffects|clogit|case[_. -]?control|ipw|iptw|propensity\w*|controls)\b/i },
  { point: 'survey', when: /\b(?:svydesign|svyset|svy\w*|survey(?:means|freq|logistic|reg)|srvyr|as_survey\w*|pweight|weights?)\b/i },
  { point: 'codes', when: /\b(?:icd\w*|cim[_-]?10|ccam|atc|snomed|loinc|diag(?:nos[ie]s)?\w*|dp|cip13)\b|['"^][A-TV-Z]\d\d/ },
  { point: 'categories', when: /\b(?:cut|ntile|findInterval|case_when|qcut|cut2|recode|xtile|quantile|age[_.]?(?:group|class|cat|band)\w*|tranche\w*|egen cut|proc rank)\b|\bcase\s+when\b/i },
  { point: 'multipleTests', when: /\b(?:p\.?value\w*|p\.adjust|pairwise\w*|t\.test|wilcox\w*|chisq\w*|fisher\w*|ttest\w*|ranksum|kruskal\w*|multipletests|stepwise|stepAIC|tbl_uvregression|add_p)\b/i },
  {
    point: 'smallCounts',
    when: /\b(?:count|n\(\)|tally|table|tabyl|tabulate|tab|value_counts|crosstab|freq|group_by|groupby|group by|summari[sz]e|collapse|write[_.]?(?:csv|xlsx|excel)|fwrite|to_csv|to_excel|export|commune|iris|department|departement)\b|\.N\b|count\s*\(\s*\*/i,
  },
  {
    point: 'reproducibility',
    when: /\b(?:set\.seed|sample|sample_n|slice_sample|rnorm|runif|rbinom|boot\w*|random\w*|setwd|Sys\.Date|Sys\.time|today|install\.packages|ranuni|date\(\))\b|['"][A-Za-z]:[\\/]|['"]\/(?:home|Users)\//i,
  },
];

/**
 * @param code what is asked about, in any language
 * @returns the points that this code raises, the most telling first behind population and period, which always count.
 */
export function lensFor(code: string): LensPoint[] {
  return ['population', ...choices.filter(({ when }) => when.test(code)).map(({ point }) => point)];
}
