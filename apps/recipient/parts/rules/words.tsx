import { Notice, useObservable, useSentences } from '@latchkey/web-kit';
import { useEffect, useState } from 'react';
import type { Verdict } from '../../model/rules/rules.ts';
import type { ShipmentSummary } from '../../model/visits/stage.ts';
import { parcelsSentences } from '../../sentences/parcels.ts';
import { useHome } from '../home-context.tsx';

/** What a rule has to do with this parcel: filled it in, is signing it, or why it asks. Nothing where there is none. */
export const useRuleWords = (shipment: ShipmentSummary): string | undefined => {
  const t = useSentences(parcelsSentences).rule;
  const { home } = useHome();
  const { runner, rules } = home.parcels;
  const trial = useObservable(runner.trials)[shipment.shipmentId];
  const all = useObservable(rules.all);
  const [verdict, setVerdict] = useState<Verdict>();
  useEffect(() => {
    let here = true;
    void runner.verdict(shipment).then((said) => {
      if (here) setVerdict(said);
    });
    return () => {
      here = false;
    };
  }, [runner, shipment, all, trial]);
  if (trial !== undefined) return t.trial[trial];
  if (verdict?.kind === 'ask') return t.asks(t.why[verdict.reason]);
  if (verdict?.kind === 'sign') return t.signing;
  return verdict?.kind === 'fill' ? t.filled : undefined;
};

export const RuleWords = ({ shipment }: { shipment: ShipmentSummary }) => {
  const words = useRuleWords(shipment);
  return words === undefined ? null : <Notice title={words} />;
};
