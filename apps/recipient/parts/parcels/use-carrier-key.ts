import { useCallback, useEffect, useState } from 'react';
import { askDomain, comparePin, type CarrierKey } from '../../model/parcels/carrier-domain.ts';
import type { CarrierSummary } from '../../model/visits/stage.ts';
import { useHome } from '../home-context.tsx';

export type CarrierKeyState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'unreached' }
  | { readonly kind: 'other-key' }
  | { readonly kind: 'found'; readonly key: CarrierKey; readonly pin: 'first' | 'known' | 'changed' };

/** Asks the carrier's own domain while its address stands on the screen. */
export const useCarrierKey = (carrier: CarrierSummary): { state: CarrierKeyState; again: () => void } => {
  const { home } = useHome();
  const [state, setState] = useState<CarrierKeyState>({ kind: 'asking' });
  const [turn, setTurn] = useState(0);
  const { domain, keyId } = carrier;
  useEffect(() => {
    let here = true;
    const ask = async () => {
      const answer = await askDomain(home.parts.primitives, home.parts.fetchText, domain, keyId);
      const next: CarrierKeyState =
        answer.kind === 'found' ? { ...answer, pin: await comparePin(home.parts.shelf, domain, keyId) } : answer;
      if (here) setState(next);
    };
    void ask();
    return () => {
      here = false;
    };
  }, [home, domain, keyId, turn]);
  const again = useCallback(() => {
    setState({ kind: 'asking' });
    setTurn((n) => n + 1);
  }, []);
  return { state, again };
};
