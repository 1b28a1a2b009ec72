import type { PlayerState } from '@latchkey/web-kit/player';
import { openFilmKey } from '../model/film-key.ts';
import type { Home } from '../model/home.ts';

/** Before the player said anything. */
export const start: PlayerState = { phase: 'waiting', positionMs: 0, durationMs: 0, gaps: [], missing: 0 };

/** What every player of this household checks and opens with: the hub's key from pairing and this device's own. */
export const filmSetup = ({ parts, household, keys }: Home) => ({
  sha256: parts.primitives.sha256,
  verify: (message: Uint8Array, signature: Uint8Array) => parts.primitives.verify(household.hubKey, message, signature),
  openKey: openFilmKey(parts.primitives, keys),
});
