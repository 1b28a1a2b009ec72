import { ApiProblem, routes } from '@latchkey/contract';
import { createSignedInClient, readDeviceKeys, type Client, type Shelf } from '@latchkey/web-kit/model';
import { hubIdText, readHousehold } from '../household.ts';

/** How far *I have heard it* has come that was tapped on a notice of a silent hub. `over`: it is this silence no more. */
export type HeardStep = 'telling' | 'heard' | 'over' | 'not-told' | 'no-keys';

export interface NoticeHeardParts {
  /** The app's own shelf, with this device's key. */
  readonly shelf: Shelf;
  /** Without a session. */
  readonly client: Client;
  readonly newKey: () => string;
  readonly say: (step: HeardStep) => Promise<void>;
}

/** Ends the ringing for the silence that began at `sinceMs` (unix milliseconds), without a page. The server rings, so it is the server's word that it does no more. */
export const hearFromNotice = async (
  { shelf, client: unsigned, newKey, say }: NoticeHeardParts,
  sinceMs: number,
): Promise<void> => {
  const household = await readHousehold(shelf);
  const keys = await readDeviceKeys(shelf, 'keys').catch(() => undefined);
  if (household === undefined || keys === undefined) {
    await say('no-keys');
    return;
  }
  await say('telling');
  const client = createSignedInClient(unsigned, keys.signer, 'member', newKey);
  const params = { hubId: hubIdText(household) };
  const step = await client(routes.acknowledgeSilence, { params, body: { sinceMs } }).then(
    () => 'heard' as const,
    (error: unknown) => (error instanceof ApiProblem && error.problem.code === 'not-found' ? 'over' : 'not-told'),
  );
  await say(step);
};
