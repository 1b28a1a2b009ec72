import { kidOf, sameBytes, type Primitives } from '@latchkey/protocol';
import type { DeviceKeys } from '@latchkey/web-kit/model';

/** One wrapped recording key (HPKE); `kid` names the member it is for. */
export interface FilmEnvelope {
  readonly suite: number;
  readonly kid: Uint8Array;
  readonly enc: Uint8Array;
  readonly ct: Uint8Array;
}

export const filmPurpose = new TextEncoder().encode('lk1-recording');
const knownSuite = 1;

/** Opens the envelope that is for this device; undefined when none is. The recording's id is bound into it. */
export const openFilmKey =
  (p: Primitives, keys: DeviceKeys) =>
  async (envelopes: readonly FilmEnvelope[], recordingId: Uint8Array): Promise<Uint8Array | undefined> => {
    const kid = kidOf(p, keys.signer.key);
    const own = envelopes.find((one) => one.suite === knownSuite && sameBytes(one.kid, kid));
    return own === undefined ? undefined : keys.open(own, filmPurpose, recordingId);
  };
