import type { PromptWords } from '../words.ts';

/**
 * What an epidemiologist asks of an analysis. The numbers are items of the STROBE statement (von Elm et al., 2007) and
 * of its extension RECORD for routinely collected data (Benchimol et al., 2015).
 */
export const lensIntroduction = 'Check these points in particular, and only where the code gives reason to:';

export const lens: PromptWords['lens'] = {
  population:
    '- Population and period: which people, place and dates does each result stand for, and which rows are dropped on the way without being counted? (STROBE 5, 6, 13)',
  immortalTime:
    '- Survival: is anyone counted as exposed before the exposure began (immortal time), are entry date, censoring and competing risks right, are hazards proportional? (STROBE 6, 12)',
  denominator:
    '- Rates: do numerator and denominator cover the same people, places, ages and period, is person-time used where people leave, is a rate computed from sums and not as a mean of rates? (STROBE 14, 15)',
  standardisation:
    '- Standardisation: are the age groups the same in cases, population and standard, which standard population is it, do its weights sum to one? (STROBE 12)',
  delays:
    '- Delays: are the last days or weeks still incomplete (reporting delay, right truncation), by which date are events counted, are ISO weeks and years paired right? (STROBE 8, RECORD 19.1)',
  outbreak:
    '- Detection: does the baseline contain earlier epidemics, is there seasonality, trend or autocorrelation, did testing or reporting change? (STROBE 9)',
  linkage:
    '- Joins: can a join lose or repeat rows, are its keys unique, how many records are linked, and who is not? (RECORD 12.3, 13.1)',
  missing:
    '- Missing values: what becomes of them at each step, how many are there, could being missing depend on the outcome, does a zero mean none or unknown? (STROBE 12c, 14b)',
  confounding:
    '- Model: which confounders are adjusted for and why, is a mediator or collider among them, what is the reference level, does the model fit the scale and spread of the outcome? (STROBE 7, 12a, 16a)',
  matching:
    '- Matching and weights: is the matching kept in the analysis, who is left without a match, are the weights extreme, does balance hold? (STROBE 6b, 12d)',
  survey:
    '- Survey: do weights, strata and clusters enter every estimate and its variance, are subgroups taken within the design? (STROBE 12d)',
  codes:
    '- Codes: is the list of diagnosis, procedure or drug codes complete and versioned, do patterns match too much, was the definition validated? (RECORD 6.1, 6.2, 7.1)',
  categories:
    '- Categories: are cut points set before looking at the data, open or closed on the right side, and what falls outside all of them? (STROBE 11, 16b)',
  multipleTests:
    '- Tests: how many are made, is that accounted for, are intervals and effect sizes given beside p values? (STROBE 16, 17)',
  smallCounts:
    '- Small counts: could a cell or a difference of two tables disclose a person, are cells below the agency’s threshold hidden, are rates of few cases unstable? (STROBE 16)',
  reproducibility:
    '- Reproducibility: seeds, fixed dates instead of today, paths, versions of data and packages, so that a colleague gets the same result? (RECORD 22.1)',
};
