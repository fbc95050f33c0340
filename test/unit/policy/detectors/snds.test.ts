import { snds } from '../../../../src/server/policy/detectors/snds.ts';
import { hits, itFinds, itLetsBe } from './golden.ts';

describe('snds', () => {
  itFinds(snds, {
    'a filter in SQL': "WHERE BEN_NIR_PSA = '⟦Xy1234567890InvZz⟧' AND BEN_RNG_GEM = 1",
    'a list in SQL': "where a.BEN_NIR_PSA in ('⟦Xy1234567890InvZz⟧', '⟦Ab9876543210InvQq⟧')",
    'a list that is excluded': "where nir_ano_17 not in ('⟦Xy1234567890InvZz⟧')",
    'a filter in R': 'filter(BEN_NIR_PSA == "⟦Xy1234567890InvZz⟧")',
    'a list in R': 'cohorte[BEN_IDT_ANO %in% c("⟦Xy1234567890InvZz⟧", "⟦Ab9876543210InvQq⟧"), ]',
    'a column in brackets': 'df[df["BEN_NIR_ANO"] == "⟦Xy1234567890InvZz⟧"]',
    'pandas isin': 'df[df["NUM_ENQ"].isin(["⟦Xy1234567890InvZz⟧"])]',
    'a filter in SAS': 'if ben_nir_psa eq "⟦Xy1234567890InvZz⟧" then output;',
    'a number of an enquiry': 'where NUM_ENQ = ⟦9031245⟧',
    'a value in a comment': '# BEN_NIR_PSA ⟦Xy1234567890InvZz⟧ a deux lignes',
    'columns of a CSV':
      'BEN_NIR_PSA;BEN_SEX_COD;EXE_SOI_DTD\n⟦Xy1234567890InvZz⟧;1;2022-01-03\n⟦Ab9876543210InvQq⟧;2;2022-01-04\n',
    'a vector': 'BEN_NIR_PSA = c("⟦Xy1234567890InvZz⟧", "⟦Ab9876543210InvQq⟧")',
    'rows of an insertion': "insert into t (NUM_ENQ, n) values ('⟦Xy1234567890InvZz⟧', 1), ('⟦Ab9876543210InvQq⟧', 2);",
  });

  it('finds every value of a long list, not only those that judge a table', async () => {
    const values = Array.from({ length: 500 }, (_, index) => `Inv${String(index).padStart(4, '0')}Xy12345678`);
    await hits(`BEN_NIR_PSA;n\n${values.map((value) => `⟦${value}⟧;1`).join('\n')}\n`, snds);
  });

  itLetsBe(snds, {
    'a selection': 'select BEN_NIR_PSA, BEN_RNG_GEM, BEN_IDT_ANO from IR_BEN_R where BEN_CDI_NIR = \'00\'',
    'a join': 'left_join(a, b, by = c("BEN_NIR_PSA" = "NUM_ENQ", "BEN_IDT_ANO" = "BEN_NIR_IDT"))',
    'the error codes of the PMSI': "NIR_ANO_17 not in ('xxxxxxxxxxxxxxxxx', 'XXXXXXXXXXXXXXXXD', '00000000000000000')",
    'parameters': "where BEN_NIR_PSA = :psa or NUM_ENQ = '&num_enq' or NUM_ANO = ? or NUM_ENQ_ANO = {num}",
    'a dictionary': 'variable;libelle\nBEN_NIR_PSA;pseudonyme du bénéficiaire\nNUM_ENQ;numéro de patient\n',
    'another variable with a value': "where ETA_NUM = '750100018' and DGN_PAL = 'I219'",
    'a value of another variable of the line': "select BEN_NIR_PSA from t where EXE_SOI_DTD >= '2022-01-01'",
    'a longer name': "MON_BEN_NIR_PSA_2 = 'Xy1234567890InvZz'",
  });
});
