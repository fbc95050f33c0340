import { dicom } from '../../../../src/server/policy/detectors/dicom.ts';
import { itFinds, itLetsBe } from './golden.ts';

describe('dicom', () => {
  itFinds(dicom, {
    'a file read as text': `⟦${'\0'.repeat(128)}DICM\u0002\0\0\0UL⟧`,
    'a listing of dcmdump': '(0010,0010) PN [⟦IMAGINAIRE^MODELE⟧]    #  18, 1 PatientName\n(0010,0030) DA [⟦19310228⟧]\n',
    'a listing of pydicom': "(0010, 0010) Patient's Name                      PN: '⟦IMAGINAIRE^MODELE⟧'\n(0008, 0060) Modality  CS: 'CT'\n",
    'DICOM JSON': '{"00100010": {"vr": "PN", "Value": [{"Alphabetic": "⟦IMAGINAIRE^MODELE⟧"}]}, "00100020": {"vr": "LO", "Value": ["⟦900017⟧"]}}',
    'DICOM XML': '<element tag="0010,0010" vr="PN" name="PatientName">⟦IMAGINAIRE^MODELE⟧</element>',
  });

  itLetsBe(dicom, {
    'the word elsewhere': `# DICM is the magic word at offset ${'1'.repeat(100)}\nDICM`,
    'a dictionary of attributes': 'tags = {"(0010,0010)": "PatientName", "00100020": "PatientID"}',
    'an anonymous listing': "(0010,0010) PN [ANONYMOUS]\n(0010,0020) LO (no value available)\n(0010, 0030) Patient's Birth Date DA: ''\n",
    'another group': '(0008,0060) CS [CT]',
    'an access': 'ds[0x0010, 0x0010].value = ""',
  });
});
