import type { Case } from './case.ts';
import { REFUSED_AT_DOOR } from './cases-at-door.ts';
import { CONTENT } from './refuse-content.ts';
import { DOOR } from './refuse-door.ts';
import { FORM } from './refuse-form.ts';
import { PROOF } from './refuse-proof.ts';

/** What a door must stay shut for, in the order of the steps. */
export const REFUSED: readonly Case[] = [...FORM, ...CONTENT, ...PROOF, ...REFUSED_AT_DOOR, ...DOOR];
