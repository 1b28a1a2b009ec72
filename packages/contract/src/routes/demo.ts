import { z } from 'zod';
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
