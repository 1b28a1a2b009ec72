import { bytesIn, textOf } from '../ids.ts';
import { SERVER, type Store } from '../store/store.ts';

/** The mailbox for device keys, for a device of the household that sits at the hub's own page (docs/protocol/28-own-page.md). */
export const answerLetter = async (
  store: Pick<Store, 'enrolment' | 'write'>,
  keyId: string,
  welcome: string | undefined,
): Promise<{ readonly found: boolean; readonly record?: string }> => {
  const bytes = welcome === undefined ? undefined : bytesIn(welcome);
  if (bytes !== undefined) {
    const outcome = await store.write(SERVER, [{ kind: 'enrolment-welcome', keyId, welcome: bytes }]);
    return { found: outcome.ok };
  }
  const enrolment = await store.enrolment(keyId);
  if (enrolment === undefined) return { found: false };
  const { publicKey, sealingKey, name, mac } = enrolment;
  const record = { signingKey: textOf(publicKey), sealingKey: textOf(sealingKey), name, mac: textOf(mac) };
  return { found: true, record: textOf(Buffer.from(JSON.stringify(record))) };
};
