import type { ProblemCode } from '@latchkey/contract';
import { Button, Notice, commonSentences, useFormat, useSentences, useTick } from '@latchkey/web-kit';
import { browserClock, codeOf } from '@latchkey/web-kit/model';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { DeclineWish, ShipmentSummary } from '../../model/visits/stage.ts';
import { parcelsSentences } from '../../sentences/parcels.ts';
import { useHome } from '../home-context.tsx';

const wishes: readonly DeclineWish[] = ['as-usual', 'return'];

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'saying'; readonly wish: DeclineWish }
  | { readonly kind: 'failed'; readonly code: ProblemCode };

/** The other answer to an announced parcel: nobody comes in, and what the carrier does with it. Each button says its consequence. */
export const NotInside = ({ shipment }: { shipment: ShipmentSummary }) => {
  const t = useSentences(parcelsSentences).notInside;
  const common = useSentences(commonSentences);
  const { home } = useHome();
  const [, go] = useLocation();
  const [state, setState] = useState<State>({ kind: 'idle' });
  const say = async (wish: DeclineWish) => {
    setState({ kind: 'saying', wish });
    try {
      await home.parcels.decline(shipment.shipmentId, wish);
      go('/parcels', { replace: true });
    } catch (error) {
      setState({ kind: 'failed', code: codeOf(error) });
    }
  };
  // After a first visit there is a grant to take back, and blocking or diverting has done so.
  if (shipment.visitId !== undefined) return null;
  const left = wishes.filter((wish) => wish !== shipment.declined?.wish);
  return (
    <section className="stack">
      <h2>{t.title}</h2>
      {left.map((wish) => (
        <div key={wish} className="stack" data-gap="tight">
          <Button
            kind="quiet"
            waiting={state.kind === 'saying'}
            aria-describedby={`not-inside-${wish}`}
            onClick={() => void say(wish)}
          >
            {t.wish[wish]}
          </Button>
          <p id={`not-inside-${wish}`} className="small soft">
            {t.then[wish]}
          </p>
        </div>
      ))}
      {state.kind === 'failed' && (
        <Notice tone="needs" title={t.failed}>
          <p>{common.problem[state.code]}</p>
        </Notice>
      )}
    </section>
  );
};

/** Above the form of a parcel that the household has said no to. */
export const SaidNo = ({ shipment: { declined, carrier } }: { shipment: ShipmentSummary }) => {
  const t = useSentences(parcelsSentences).notInside;
  const format = useFormat();
  const { wallMs } = useTick(browserClock, 30_000);
  if (declined === undefined) return null;
  return (
    <Notice title={t.said[declined.wish]}>
      <p>{t.saidThen(carrier.name, `${format.day(declined.atMs, wallMs)}, ${format.time(declined.atMs)}`)}</p>
    </Notice>
  );
};
