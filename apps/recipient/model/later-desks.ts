/**
 * Of the home what nobody waits for on the first screen of all, which is pairing: people bring a calendar along, parcels what looks for codes.
 * One module, fetched after the first.
 */
export { createPeople } from './people/people.ts';
export { visitsOfPeople } from './people/people-visits.ts';
export { createParcelDesk } from './parcels/desk.ts';
export { createKeptDays } from './kept-day.ts';
export { createRecoveryDesk } from './recovery/desk.ts';
export { createLooks } from './looks/looks.ts';
export { newLookKey } from './looks/key.ts';
