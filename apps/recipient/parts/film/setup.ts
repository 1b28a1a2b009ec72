import { bytesFrom } from '@latchkey/web-kit/model';
import { openFilmKey } from '../../model/film/key.ts';
import type { Home } from '../../model/home.ts';

/** What every player checks and opens with: the hub's key from pairing, this device's own, and the film that was asked for. */
export const filmSetup = ({ parts, household, keys }: Home, recordingId: string) => ({
  recordingId: bytesFrom(recordingId),
  sha256: parts.primitives.sha256,
  verify: (message: Uint8Array, signature: Uint8Array) => parts.primitives.verify(household.hubKey, message, signature),
  openKey: openFilmKey(parts.primitives, keys),
});
