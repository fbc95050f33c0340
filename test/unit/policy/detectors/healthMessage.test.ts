import { healthMessage } from '../../../../src/server/policy/detectors/healthMessage.ts';
import { itFinds, itLetsBe } from './golden.ts';

const msh = 'MSH|^~\\&|LABO|CH|DPI|CH|20240101||ORU^R01|1|P|2.5';
const pid = 'PID|1||900017^^^CH||IMAGINAIRE^MODELE||19310228|F';
const patient = '{"resourceType": "Patient", "name": [{"family": "Imaginaire", "given": ["Modèle"]}], "birthDate": "1931-02-28"}';

describe('healthMessage', () => {
  itFinds(healthMessage, {
    'HL7 v2': `⟦${msh}\r${pid}\rOBX|1|CE|1234^PCR||POS⟧\r\nsuite`,
    'HL7 v2 by lines': `avant\n⟦${msh}\n${pid}⟧\n\naprès`,
    'HL7 v2 in a string': `x <- "⟦MSH|^~\\\\&|LABO|CH\\r${pid}⟧"`,
    'a FHIR patient': `p <- '⟦${patient}⟧'`,
    'a FHIR patient that is cut off': '⟦{"resourceType": "Patient", "birthDate": "1931-02-28", "name": [{⟧',
    'a FHIR observation':
      '⟦{"resourceType": "Observation", "status": "final", "subject": {"reference": "Patient/900017"}, "valueString": "positif"}⟧',
    'a bundle by what it holds': `{"resourceType": "Bundle", "entry": [{"resource": ⟦${patient}⟧}]}`,
    'a Python dict': "p = ⟦{'resourceType': 'Patient', 'birthDate': '1931-02-28'}⟧",
    'a CDA document':
      'x\n⟦<ClinicalDocument xmlns="urn:hl7-org:v3"><recordTarget><patientRole><patient><name><family>Imaginaire</family></name><birthTime value="19310228"/></patient></patientRole></recordTarget><component/></ClinicalDocument>⟧\n',
    'emergency visits':
      '<PASSAGES>⟦<PATIENT><CP>99123</CP><NAISSANCE>28/02/1931</NAISSANCE><SEXE>F</SEXE></PATIENT>⟧\n⟦<PATIENT><CP>99200</CP><SEXE>M</SEXE></PATIENT>⟧</PASSAGES>',
  });

  itLetsBe(healthMessage, {
    'a head without a patient': `${msh}\rEVN|A01|20240101\r`,
    'a template': `${msh}\rPID|||{ipp}||{nom}^{prenom}\r`,
    'a test of the type': 'if (res$resourceType == "Patient" && !is.null(res$birthDate)) n <- n + 1',
    'a type alone': 'params = {"resourceType": "Patient", "_count": 100}',
    'a structure definition': '{"resourceType": "StructureDefinition", "name": "FRPatient", "type": "Patient", "birthDate": "x"}',
    'a value set': '{"resourceType": "ValueSet", "compose": {"include": [{"system": "http://loinc.invalid", "concept": []}]}}',
    'a statement of capabilities': '{"resourceType": "CapabilityStatement", "rest": [{"resource": [{"type": "Patient"}]}]}',
    'an empty format': '<PATIENT><CP></CP><NAISSANCE></NAISSANCE><SEXE></SEXE></PATIENT>',
    'a template of CDA': '<recordTarget><patientRole><patient><name><family></family></name></patient></patientRole></recordTarget>',
  });
});
