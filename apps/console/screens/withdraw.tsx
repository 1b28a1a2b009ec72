import { useState } from 'react';
import type { CarrierVisit } from '@latchkey/carrier-sdk';
import { Button, LiveRegion, Notice, useSentences } from '@latchkey/web-kit';
import type { AtDeskProps } from '../parts/shared.ts';
import { sentences } from '../sentences/index.ts';

/** The carrier's own block. What confirms it is the hub's receipt among the evidence, never the server's answer. */
export const Withdraw = ({ office, visit }: Pick<AtDeskProps, 'office'> & { visit: CarrierVisit }) => {
  const t = useSentences(sentences);
  const [step, setStep] = useState<'asking' | 'sending' | 'sent' | 'away'>('asking');
  const go = () => {
    setStep('sending');
    office.carrier.block(visit).then(
      ({ handedToHub }) => setStep(handedToHub ? 'sent' : 'away'),
      () => setStep('away'),
    );
  };
  const said = step === 'sent' ? t.visit.blockSent : step === 'away' ? t.visit.blockAway : '';
  return (
    <section className="stack" data-gap="tight">
      <p className="soft small">{t.visit.blockWhy}</p>
      <div>
        <Button kind="quiet" waiting={step === 'sending'} onClick={go}>
          {t.visit.block}
        </Button>
      </div>
      {said !== '' && <Notice tone="needs" title={said} />}
      <LiveRegion words={said} />
    </section>
  );
};
