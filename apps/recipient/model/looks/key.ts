import { generateSealingKeys, openSealed, rawSealingKey } from '@latchkey/keys';
import { filmPurpose } from '../film/key.ts';
import type { LookKey } from './looks.ts';

/** Made for one look and stored nowhere: whoever has the sealed bytes and takes the phone later opens nothing. */
export const newLookKey = async (): Promise<LookKey> => {
  const keys = await generateSealingKeys();
  return {
    publicKey: await rawSealingKey(keys.publicKey),
    open: (sealed, recordingId) => openSealed(keys, sealed, filmPurpose, recordingId),
  };
};
