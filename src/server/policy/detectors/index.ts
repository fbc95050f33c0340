import { credentials } from './credentials.ts';
import type { Detector } from './detector.ts';
import { nir } from './nir.ts';

/** Every detector. The gate runs all of them over all that is to be sent. */
export const detectors: readonly Detector[] = [nir, credentials];
