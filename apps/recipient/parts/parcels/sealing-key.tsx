import { useEffect, useState } from 'react';
import { keptSealingKey } from '../../model/parcels/carrier-domain.ts';
import type { CarrierSummary } from '../../model/visits/stage.ts';
import { CarrierKeyPart } from './carrier-key.tsx';
import { useHome } from '../home-context.tsx';
import { useCarrierKey } from './use-carrier-key.ts';

/** The key that this phone kept when it signed; null where another phone of the household signed, undefined while it is looked up. */
export const useKeptSealingKey = (keyId: string): Uint8Array | null | undefined => {
  const { home } = useHome();
  const [key, setKey] = useState<Uint8Array | null>();
  useEffect(() => {
    let here = true;
    void keptSealingKey(home.parts.shelf, keyId).then((kept) => {
      if (here) setKey(kept ?? null);
    });
    return () => {
      here = false;
    };
  }, [home, keyId]);
  return key;
};

interface Props {
  readonly carrier: CarrierSummary;
  readonly onKey: (sealingKey: Uint8Array | undefined) => void;
}

/** Asks the carrier's own domain for the key that the grant names, and shows where it comes from. */
export const AskSealingKey = ({ carrier, onKey }: Props) => {
  const { state, again } = useCarrierKey(carrier);
  const [agreed, setAgreed] = useState(false);
  const usable = state.kind === 'found' && (state.pin !== 'changed' || agreed) ? state.key.sealingKey : undefined;
  useEffect(() => onKey(usable), [onKey, usable]);
  return (
    <CarrierKeyPart carrier={carrier} state={state} again={again} agreed={agreed} onAgree={() => setAgreed(true)} />
  );
};
