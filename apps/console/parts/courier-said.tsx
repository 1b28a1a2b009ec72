import { useState } from 'react';
import type { CarrierVisit } from '@latchkey/carrier-sdk';
import { Button, LiveRegion, Notice, useFormat, useSentences } from '@latchkey/web-kit';
import { saidSentences } from '../sentences/said.ts';
import type { AtDeskProps } from './shared.ts';

/** What the courier said of the stop, in their own words of four, and the one thing dispatch can take off them. */
export const CourierSaid = ({ visit }: { visit: CarrierVisit }) => {
  const t = useSentences(saidSentences);
  const format = useFormat();
  const { unsafeS, left } = visit.said ?? {};
  return (
    <>
      {unsafeS !== undefined && (
        <Notice tone="needs" title={t.unsafe(format.second(unsafeS * 1000))}>
          {t.unsafeNext}
        </Notice>
      )}
      {left !== undefined && <Notice title={t.left[left.to]}>{t.leftAt(format.second(left.atS * 1000))}</Notice>}
    </>
  );
};

/** The courier waits at a door that is not locked: dispatch may take the waiting over, not the alarm. */
export const TakeOver = ({ office, visit }: Pick<AtDeskProps, 'office'> & { visit: CarrierVisit }) => {
  const t = useSentences(saidSentences);
  const format = useFormat();
  const [step, setStep] = useState<'asking' | 'sending' | 'failed'>('asking');
  if (visit.takenOverMs !== undefined) return <Notice title={t.takenOver(format.second(visit.takenOverMs))} />;
  const go = () => {
    setStep('sending');
    office.carrier.takeOver(visit.visitId).catch(() => setStep('failed'));
  };
  return (
    <section className="stack" data-gap="tight">
      <p className="soft small">{t.takeOverWhy}</p>
      <div>
        <Button waiting={step === 'sending'} onClick={go}>
          {t.takeOver}
        </Button>
      </div>
      {step === 'failed' && <Notice tone="needs" title={t.failed} />}
      <LiveRegion words={step === 'failed' ? t.failed : ''} />
    </section>
  );
};
