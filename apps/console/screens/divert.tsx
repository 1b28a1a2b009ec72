import { useId, useState } from 'react';
import type { CarrierShipment, DivertTarget, DivertText } from '@latchkey/carrier-sdk';
import { Button, Notice, useSentences } from '@latchkey/web-kit';
import type { Evidence } from '../model/desk.ts';
import type { AtDeskProps } from '../parts/shared.ts';
import { sentences } from '../sentences/index.ts';

export interface DivertProps extends Pick<AtDeskProps, 'office' | 'desk'> {
  readonly shipment: CarrierShipment;
  readonly evidence: Evidence | undefined;
}

/** Where the household wants the parcel instead, whether the door confirms that they do, and the carrier's answer. */
export const Divert = ({ office, desk, shipment, evidence }: DivertProps) => {
  const t = useSentences(sentences);
  const [sending, setSending] = useState(false);
  const { visit } = shipment;
  if (visit?.divert === undefined) return null;
  const { to, answer } = visit.divert;
  const sound = evidence?.kind === 'sound' ? evidence : undefined;
  const during = (said: Promise<unknown>) => {
    setSending(true);
    void said.finally(() => {
      setSending(false);
      desk.refresh();
    });
  };
  const way =
    answer === 'waiting' ? (
      <>
        <Button waiting={sending} onClick={() => during(office.carrier.acceptDivert(shipment))}>
          {t.visit.accept}
        </Button>
        <Decline
          asked={to}
          sending={sending}
          onDecline={(offer) => during(office.carrier.answerDivert(visit.visitId, 'declined', offer))}
        />
      </>
    ) : (
      <p>{answer === 'accepted' ? t.visit.accepted : t.visit.declined}</p>
    );
  return (
    <Notice tone="needs" title={`${t.visit.divert}: ${t.visit.divertTo[to]}`} way={way}>
      <Where text={sound?.elsewhere} />
      <p>{sound?.divertConfirmed === true ? t.visit.divertConfirmed : t.visit.divertUnconfirmed}</p>
    </Notice>
  );
};

/** What the household sealed to this carrier alone. */
const Where = ({ text }: { text: DivertText | undefined }) => {
  const said = [text?.name, text?.address, text?.detail, text?.day].filter((line) => line !== undefined);
  return said.length === 0 ? null : <p className="lead">{said.join(', ')}</p>;
};

const offers: readonly DivertTarget[] = ['neighbour', 'collection-point', 'parcel-box', 'return'];

interface DeclineProps {
  readonly asked: DivertTarget;
  readonly sending: boolean;
  readonly onDecline: (offer: DivertTarget | undefined) => void;
}

/** No, and perhaps where it could go instead. */
const Decline = ({ asked, sending, onDecline }: DeclineProps) => {
  const t = useSentences(sentences).visit;
  const id = useId();
  const [offer, setOffer] = useState<DivertTarget>();
  return (
    <div className="console-row">
      <label className="aside-voice" htmlFor={id}>
        {t.offer}
      </label>
      <select
        className="input console-select"
        id={id}
        value={offer ?? ''}
        onChange={(event) => setOffer(offers.find((one) => one === event.target.value))}
      >
        <option value="">{t.offerNothing}</option>
        {offers
          .filter((one) => one !== asked)
          .map((one) => (
            <option key={one} value={one}>
              {t.offerTo(t.divertTo[one])}
            </option>
          ))}
      </select>
      <Button kind="quiet" waiting={sending} onClick={() => onDecline(offer)}>
        {t.decline}
      </Button>
    </div>
  );
};
