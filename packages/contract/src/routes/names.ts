import * as z from 'zod';
import { id16 } from '../bytes.ts';
import { route } from '../route.ts';
import * as shape from './shapes.ts';

/**
 * What a household calls its doors and devices, on its way from one of its devices to the others: signed by the device and sealed to each of the
 * others (docs/protocol/sealed-texts.md, *Names of doors and devices*). The server reads none of it.
 */
const limitMembers = 32;

export const tellNames = route({
  method: 'POST',
  path: '/api/home/names',
  role: 'member',
  status: 204,
  perMinute: 60,
  summary:
    "Leaves this device's names of doors and devices for the household's other devices, each sealed to one of them.",
  body: z.strictObject({
    texts: z.array(z.strictObject({ keyId: id16, sealed: shape.sealed })).max(limitMembers),
  }),
});

export const readNames = route({
  method: 'GET',
  path: '/api/home/names',
  role: 'member',
  status: 200,
  summary: "What the household's other devices left for this one: the newest text of each.",
  answer: z.strictObject({ texts: z.array(shape.sealed).max(limitMembers) }),
});
