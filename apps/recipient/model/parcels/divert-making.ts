import { keyIdOf, toBase64url, type Grant, type Link } from '@latchkey/protocol';
import { bytesFrom } from '@latchkey/web-kit/model';
import { detailsFor, type DivertDetails, type DivertPlace } from './divert.ts';
import type { Home } from '../home.ts';
import { sealBytes } from './sealing.ts';

/** The key id of whom the grant names: from the household's own signature, never from the server's word. */
export const carrierKeyId = (home: Home, grant: Link<Grant>): string =>
  toBase64url(keyIdOf(home.parts.primitives, grant.claims.holder));

export interface ToDivert {
  readonly visitId: string;
  readonly grant: Link<Grant>;
  readonly place: DivertPlace;
  readonly details: DivertDetails;
  /** Where details are sealed to; only needed where there are some. */
  readonly sealingKey: Uint8Array | undefined;
}

/** Signs and sends the divert with its block, and keeps its details, which from now on only the carrier can read. */
export const divertParcel = async (home: Home, { visitId, grant, place, details, sealingKey }: ToDivert) => {
  const said = detailsFor(place, details);
  if (said !== undefined && sealingKey === undefined) throw new TypeError('details without a key to seal them to');
  const sealed =
    said === undefined || sealingKey === undefined
      ? undefined
      : await sealBytes(sealingKey, `lk1-divert\n${visitId}`, said);
  const kept = { place, details: said ?? {}, atMs: home.parts.clock.wallMs() };
  await home.parcels.choices.diverts.keep(visitId, kept);
  await home.blocks.divertVisit({ text: visitId, bytes: bytesFrom(visitId), grantHash: grant.hash }, { place, sealed });
  await home.lists.reload();
};
