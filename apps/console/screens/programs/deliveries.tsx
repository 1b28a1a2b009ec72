import { Button, Notice, useFormat, useSentences } from '@latchkey/web-kit';
import { deliveriesInOrder, type Delivery, type Programs, type ProgramsView } from '../../model/programs.ts';
import { programsSentences } from '../../sentences/programs.ts';
import { useAct } from './act.ts';

const tones = { waiting: 'plain', delivered: 'locked', dead: 'needs' } as const;

export const Deliveries = ({ programs, view }: { programs: Programs; view: ProgramsView }) => {
  const t = useSentences(programsSentences);
  const { trouble, act } = useAct();
  const { deliveryHeads: heads } = t;
  return (
    <section className="stack">
      <h2>{t.deliveries}</h2>
      {trouble !== undefined && <Notice tone="needs" title={trouble} />}
      {view.deliveries.length === 0 && <p className="soft">{t.noDeliveries}</p>}
      {view.deliveries.length > 0 && (
        <div className="console-table-frame" role="region" aria-label={t.deliveries} tabIndex={0}>
          <table className="console-table">
            <thead>
              <tr>
                <th scope="col">{heads.state}</th>
                <th scope="col">{heads.event}</th>
                <th scope="col">{heads.when}</th>
                <th scope="col">{heads.attempts}</th>
                <th scope="col">{heads.answer}</th>
                <th scope="col">{heads.next}</th>
              </tr>
            </thead>
            <tbody>
              {deliveriesInOrder(view.deliveries).map((delivery) => (
                <Line
                  key={`${delivery.eventId} ${delivery.targetId}`}
                  delivery={delivery}
                  onReplay={view.manages ? () => act(() => programs.replay(delivery)) : undefined}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
};

const Line = ({ delivery, onReplay }: { delivery: Delivery; onReplay: (() => void) | undefined }) => {
  const t = useSentences(programsSentences);
  const format = useFormat();
  const { state, attempts, lastStatus, lastWhy } = delivery;
  const failing = state === 'waiting' && attempts > 0;
  return (
    <tr>
      <td>
        <span className="state-label" data-tone={failing ? 'needs' : tones[state]}>
          <span className="state-dot" aria-hidden="true" />
          {t.state[state]}
        </span>
        {failing && <span className="soft small console-second">{t.retryAt(format.second(delivery.nextMs))}</span>}
      </td>
      <td className="mono console-nowrap">{delivery.event}</td>
      <td className="console-nowrap">{format.second(delivery.createdMs)}</td>
      <td className="console-figure">{attempts}</td>
      <td>{lastStatus ?? t.why[lastWhy ?? ''] ?? ''}</td>
      <td>
        {state !== 'waiting' && onReplay !== undefined && (
          <Button kind="plain" onClick={onReplay}>
            {t.replay}
          </Button>
        )}
      </td>
    </tr>
  );
};
