import type { routes } from '@latchkey/contract';
import type { z } from 'zod';
import { textOf } from './ids.ts';
import type { Enrolment } from './store/records.ts';

export type EnrolmentRecord = z.infer<typeof routes.enrolmentRecord>;

/** What a device left in the mailbox, as everybody reads it who has its code: by a route, over a hub's line, or at home. */
export const recordOf = ({ publicKey, sealingKey, name, mac }: Enrolment): EnrolmentRecord => ({
  signingKey: textOf(publicKey),
  sealingKey: textOf(sealingKey),
  name,
  mac: textOf(mac),
});
