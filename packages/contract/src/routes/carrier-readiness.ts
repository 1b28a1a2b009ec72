import * as z from 'zod';
import { id16, linkBytes, publicKeyBytes } from '../bytes.ts';
import { route } from '../route.ts';
import * as shape from './shapes.ts';

export const askReadiness = route({
  method: 'POST',
  path: '/api/carrier/visits/:visitId/readiness',
  role: 'carrier',
  within: 'everybody',
  status: 200,
  perMinute: 120,
  summary:
    'Carries the carrier’s signed inquiry to the hub of a visit: would its doors let somebody in? The answer is signed by the hub and sealed to the carrier; the server cannot read or make it.',
  params: z.strictObject({ visitId: id16 }),
  body: z.strictObject({ inquiry: linkBytes }),
  /** The key is checked against the hub that the grant names. */
  answer: z.strictObject({ hubKey: publicKeyBytes, answer: shape.hubAnswer }),
});
