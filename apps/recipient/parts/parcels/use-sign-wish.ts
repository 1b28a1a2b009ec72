import type { ProblemCode } from '@latchkey/contract';
import { codeOf } from '@latchkey/web-kit/model';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { CarrierKey } from '../../model/parcels/carrier-domain.ts';
import type { Window } from '../../model/parcels/part-window.ts';
import type { Terms } from '../../model/parcels/terms.ts';
import type { ShipmentSummary } from '../../model/visits/stage.ts';
import { useHome } from '../home-context.tsx';

export type SigningState =
  { readonly kind: 'idle' } | { readonly kind: 'signing' } | { readonly kind: 'failed'; readonly code: ProblemCode };

/** Signs the grant, hands it on with the sealed note, keeps the rule for next time once it is taken, and goes to the visit. */
export const useSignWish = (shipment: ShipmentSummary) => {
  const { home } = useHome();
  const [, go] = useLocation();
  const [state, setState] = useState<SigningState>({ kind: 'idle' });
  const sign = async (carrier: CarrierKey, terms: Terms, window: Window, keepRule: () => Promise<void>) => {
    setState({ kind: 'signing' });
    try {
      const visitId = await home.parcels.sign({ shipment, carrier, terms, window, by: 'hand' });
      await keepRule();
      await home.lists.reload();
      go(`/visit/${visitId}`, { replace: true });
    } catch (error) {
      setState({ kind: 'failed', code: codeOf(error) });
    }
  };
  return { state, sign };
};
