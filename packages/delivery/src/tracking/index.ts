export { longestTrackingNumber } from './number.ts';
export { carrierNames, type CarrierName } from './formats/index.ts';
export { readTrackingNumber, recogniseTracking, type Candidate, type Expected, type Recognition } from './recognise.ts';
export { readElements, type Element, type Gs1Reading } from './gs1/elements.ts';
export type { Gs1Fault } from './gs1/lint.ts';
export { readPayload, type Payload } from './scan.ts';
export { readLabel, type LabelReading } from './label.ts';
