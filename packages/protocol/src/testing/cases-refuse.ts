import type { Case } from './case.ts';
import { REFUSED_AT_DOOR } from './cases-at-door.ts';
import { CONTENT_EDGES_REFUSED } from './edges-content.ts';
import { PURPOSE_EDGES_REFUSED } from './edges-purpose.ts';
import { PROOF_EDGES_REFUSED } from './edges-proof.ts';
import { TURN_EDGES_REFUSED } from './edges-turn.ts';
import { CONTENT } from './refuse-content.ts';
import { DOOR } from './refuse-door.ts';
import { FORM } from './refuse-form.ts';
import { PROOF } from './refuse-proof.ts';

/** What a door must stay shut for, in the order of the steps. */
export const REFUSED: readonly Case[] = [
  ...FORM,
  ...CONTENT,
  ...CONTENT_EDGES_REFUSED,
  ...PURPOSE_EDGES_REFUSED,
  ...PROOF,
  ...PROOF_EDGES_REFUSED,
  ...REFUSED_AT_DOOR,
  ...DOOR,
  ...TURN_EDGES_REFUSED,
];
