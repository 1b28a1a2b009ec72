import * as z from 'zod';
import { id16 } from '../bytes.ts';
import { route } from '../route.ts';

/** Only registered when the server plays the demo; tells the apps where the demo's other parts are. */
export const readDemo = route({
  method: 'GET',
  path: '/api/demo',
  role: 'anyone',
  status: 200,
  summary: 'Where the demo hardware and the demo carrier are, and the handle of the demo household once it exists.',
  answer: z.strictObject({
    hardwareUrl: z.string(),
    carrierUrl: z.string(),
    handle: z.string().optional(),
    hubId: id16.optional(),
  }),
});

/** What an app's screen says about a door right now, in closed words; `stage` is the app's own step, for the sentence. */
export const belief = z.strictObject({
  who: z.enum(['recipient', 'courier']),
  door: z.number().int().min(0).max(255).optional(),
  word: z.enum(['locked', 'unlocked', 'open', 'jammed', 'unknown']),
  stage: z
    .string()
    .regex(/^[a-z][a-z-]{0,23}$/)
    .optional(),
});

export const tellBelief = route({
  method: 'POST',
  path: '/api/demo/beliefs',
  role: 'anyone',
  status: 204,
  perMinute: 600,
  summary:
    'Only in the demo: an app tells what its screen shows, so that the door view can put all beliefs side by side.',
  body: belief,
});

/** What the server knows about the demo hub, and what the apps last said that they show. */
export const beliefs = z.strictObject({
  hubOnline: z.boolean().optional(),
  /** The event of the newest receipt. */
  lastReceipt: z.string().max(40).optional(),
  recipient: belief.extend({ ageMs: z.number().nonnegative() }).optional(),
  courier: belief.extend({ ageMs: z.number().nonnegative() }).optional(),
});

export const readBeliefs = route({
  method: 'GET',
  path: '/api/demo/beliefs',
  role: 'anyone',
  status: 200,
  perMinute: 600,
  summary: 'Only in the demo: what the server knows about the demo hub, and what the apps last said that they show.',
  answer: beliefs,
});

export type Belief = z.infer<typeof belief>;
export type Beliefs = z.infer<typeof beliefs>;
