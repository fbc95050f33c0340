import { contact } from './contact.ts';
import { credentials } from './credentials.ts';
import type { Detector } from './detector.ts';
import { dicom } from './dicom.ts';
import { healthMessage } from './healthMessage.ts';
import { nir } from './nir.ts';
import { personTable } from './personTable.ts';
import { snds } from './snds.ts';

/** Every detector. The gate runs all of them over all that is to be sent. */
export const detectors: readonly Detector[] = [nir, credentials, snds, contact, personTable, healthMessage, dicom];
