import { useId, useState } from 'react';
import { CarrierError, type CarrierShipment, type KnownCourier } from '@latchkey/carrier-sdk';
import { Button, LiveRegion, Notice, useSentences } from '@latchkey/web-kit';
import type { AtDeskProps } from '../parts/shared.ts';
import { sentences } from '../sentences/index.ts';

export interface AssignProps extends Pick<AtDeskProps, 'office' | 'desk'> {
  readonly shipment: CarrierShipment;
  readonly couriers: readonly KnownCourier[];
}

type Step = 'asking' | 'sending' | 'assigned' | 'assigned-later' | { readonly trouble: string };

export const Assign = ({ office, desk, shipment, couriers }: AssignProps) => {
  const t = useSentences(sentences);
  const id = useId();
  const [chosen, setChosen] = useState<string>();
  const [step, setStep] = useState<Step>('asking');
  const courierId = chosen ?? couriers[0]?.courierId;
  const again = shipment.state !== 'granted';
  if (courierId === undefined) {
    return (
      <Notice
        tone="needs"
        title={t.visit.noCouriers}
        way={
          <a className="button" data-kind="quiet" href="#/couriers">
            {t.nav.couriers}
          </a>
        }
      />
    );
  }
  const go = () => {
    setStep('sending');
    office.carrier.assign(shipment, courierId).then(
      ({ handedToHub }) => {
        setStep(handedToHub ? 'assigned' : 'assigned-later');
        desk.refresh();
      },
      (error: unknown) =>
        setStep({ trouble: error instanceof CarrierError ? t.faults[error.fault] : t.visit.assignFailed }),
    );
  };
  const said = step === 'assigned' ? t.visit.assigned : step === 'assigned-later' ? t.visit.assignedLater : '';
  return (
    <section className="card stack">
      <h2>{again ? t.visit.reassign : t.visit.assign}</h2>
      <p className="soft small">{t.visit.assignWhy}</p>
      <div className="console-row">
        <label className="aside-voice" htmlFor={id}>
          {t.visit.courier}
        </label>
        <select
          className="input console-select"
          id={id}
          value={courierId}
          onChange={(event) => setChosen(event.target.value)}
        >
          {couriers.map((courier) => (
            <option key={courier.courierId} value={courier.courierId}>
              {courier.name}
            </option>
          ))}
        </select>
        <Button kind={again ? 'quiet' : 'main'} waiting={step === 'sending'} onClick={go}>
          {t.visit.assignGo}
        </Button>
      </div>
      {typeof step === 'object' && <Notice tone="alarm" title={step.trouble} />}
      {said !== '' && <Notice tone="use" title={said} />}
      <LiveRegion words={said} />
    </section>
  );
};
