import { europe } from './europe.ts';
import type { Format } from './format.ts';
import { northAmerica } from './north-america.ts';
import { worldwide } from './worldwide.ts';

export { carrierNames, telling, type CarrierName, type Format } from './format.ts';

/** In this order where nothing else decides between two that fit. */
export const formats: readonly Format[] = [...europe, ...worldwide, ...northAmerica];
