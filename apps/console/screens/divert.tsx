import { useState } from 'react';
import type { CarrierShipment } from '@latchkey/carrier-sdk';
import { Button, Notice, useSentences } from '@latchkey/web-kit';
import type { Evidence } from '../model/desk.ts';
import type { AtDeskProps } from '../parts/shared.ts';
import { sentences } from '../sentences/index.ts';

export interface DivertProps extends Pick<AtDeskProps, 'office' | 'desk'> {
  readonly shipment: CarrierShipment;
  readonly evidence: Evidence | undefined;
}

/** Where the household wants the parcel instead, whether the door confirms that they do, and the carrier's answer. */
export const Divert = ({ office, desk, shipment: { visit }, evidence }: DivertProps) => {
  const t = useSentences(sentences);
  const [sending, setSending] = useState(false);
  if (visit?.divert === undefined) return null;
  const { to, answer } = visit.divert;
  const confirmed = evidence?.kind === 'sound' && evidence.divertConfirmed;
  const say = (said: 'accepted' | 'declined') => {
    setSending(true);
    void office.carrier.answerDivert(visit.visitId, said).finally(() => {
      setSending(false);
      desk.refresh();
    });
  };
  const way =
    answer === 'waiting' ? (
      <>
        <Button waiting={sending} onClick={() => say('accepted')}>
          {t.visit.accept}
        </Button>
        <Button kind="quiet" waiting={sending} onClick={() => say('declined')}>
          {t.visit.decline}
        </Button>
      </>
    ) : (
      <p>{answer === 'accepted' ? t.visit.accepted : t.visit.declined}</p>
    );
  return (
    <Notice tone="needs" title={`${t.visit.divert}: ${t.visit.divertTo[to]}`} way={way}>
      {confirmed ? t.visit.divertConfirmed : t.visit.divertUnconfirmed}
    </Notice>
  );
};
