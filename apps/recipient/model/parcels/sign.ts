import { routes } from '@latchkey/contract';
import { toBase64url, type Primitives, type Signer } from '@latchkey/protocol';
import type { Client, Clock, RandomBytes, Shelf } from '@latchkey/web-kit/model';
import { keepSealingKey, pinKey, type CarrierKey } from './carrier-domain.ts';
import { signWish, type Fitted } from './grant-making.ts';
import type { Household } from '../household.ts';
import type { KeptChoices } from './kept-choices.ts';
import type { Window } from './part-window.ts';
import { tidyTerms, type Terms } from './terms.ts';
import type { ShipmentSummary } from '../visits/stage.ts';

export interface SigningParts {
  readonly primitives: Primitives;
  readonly signer: Signer;
  readonly randomBytes: RandomBytes;
  readonly clock: Clock;
  readonly client: Client;
  readonly shelf: Shelf;
  readonly household: Household;
  readonly choices: KeptChoices;
  readonly fitted: Fitted;
}

export interface ToSign {
  readonly shipment: ShipmentSummary;
  /** As the carrier's own domain publishes it; never on the server's word. */
  readonly carrier: CarrierKey;
  readonly terms: Terms;
  readonly window: Window;
  readonly by: 'hand' | 'rule';
}

/** Signs the grant, hands it on with the sealed note, pins the carrier's key and keeps what was chosen. Answers with the visit. */
export const signParcel = async (
  { primitives, signer, randomBytes, clock, client, shelf, household, choices, fitted }: SigningParts,
  { shipment, carrier, terms, window, by }: ToSign,
): Promise<string> => {
  const atMs = clock.wallMs();
  const tidy = tidyTerms(terms);
  const signed = await signWish(
    { primitives, randomBytes, signer, nowS: Math.floor(atMs / 1000), fitted },
    household,
    carrier,
    { ...window, terms: tidy, trackingNumbers: shipment.trackingNumbers },
  );
  const { visitId } = await client(routes.newGrant, {
    body: { shipmentId: shipment.shipmentId, grant: toBase64url(signed.grant.bytes), sealedNote: signed.sealedNote },
  });
  await pinKey(shelf, shipment.carrier.domain, carrier.keyId);
  await keepSealingKey(shelf, carrier);
  await choices.keep(visitId, { terms: tidy, by, atMs });
  return visitId;
};
