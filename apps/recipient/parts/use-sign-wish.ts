import { routes, type ProblemCode } from '@latchkey/contract';
import { toBase64url } from '@latchkey/protocol';
import { codeOf } from '@latchkey/web-kit/model';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { pinKey, type CarrierKey } from '../model/carrier-domain.ts';
import { signWish } from '../model/grant-making.ts';
import type { ShipmentSummary } from '../model/visit-stage.ts';
import { useHome } from './home-context.tsx';

export type SigningState =
  { readonly kind: 'idle' } | { readonly kind: 'signing' } | { readonly kind: 'failed'; readonly code: ProblemCode };

/** Signs the grant, pins the carrier's key, hands both the grant and the sealed note on, and goes to the visit. */
export const useSignWish = (shipment: ShipmentSummary) => {
  const { home } = useHome();
  const [, go] = useLocation();
  const [state, setState] = useState<SigningState>({ kind: 'idle' });
  const sign = async (carrier: CarrierKey, wish: { door: number; dropPlace: string; note: string }) => {
    setState({ kind: 'signing' });
    const { primitives, randomBytes, clock, client, shelf } = home.parts;
    const nowS = Math.floor(clock.wallMs() / 1000);
    try {
      const signed = await signWish(
        { primitives, randomBytes, nowS, signer: home.keys.signer },
        home.household,
        carrier,
        { ...wish, ...shipment.window, trackingNumbers: shipment.trackingNumbers },
      );
      const { visitId } = await client(routes.newGrant, {
        body: {
          shipmentId: shipment.shipmentId,
          grant: toBase64url(signed.grant.bytes),
          sealedNote: signed.sealedNote,
        },
      });
      await pinKey(shelf, shipment.carrier.domain, carrier.keyId);
      await home.lists.reload();
      go(`/visit/${visitId}`, { replace: true });
    } catch (error) {
      setState({ kind: 'failed', code: codeOf(error) });
    }
  };
  return { state, sign };
};
