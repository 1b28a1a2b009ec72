export { evidenceEn, type EvidenceWords } from './en.ts';
export { evidenceDe } from './de.ts';
export { eventsDe, eventsEn, type EventWords } from './events.ts';
export { fileWords, verdictWords, type Told } from './told.ts';
