import { Button, useFormat, useSentences } from '@latchkey/web-kit';
import type { Row } from '../../model/desk.ts';
import { planOf, type DispatchRule, type Plan } from '../../model/dispatch/rules.ts';
import { Handed } from '../../parts/handed.tsx';
import type { AtDeskProps } from '../../parts/shared.ts';
import { useHanding } from '../../parts/use-handing.ts';
import { useNow } from '../../parts/use-now.ts';
import { dispatchSentences } from '../../sentences/dispatch.ts';

type PreviewProps = Pick<AtDeskProps, 'office' | 'desk' | 'view'> & { readonly rules: readonly DispatchRule[] };

/** Who would get what, before anything is signed. */
export const PlanPreview = ({ office, desk, view, rules }: PreviewProps) => {
  const t = useSentences(dispatchSentences);
  const [handing, give] = useHanding({ office, desk });
  const plan = planOf(rules, view.couriers, view.rows);
  const nothing = plan.orders.length === 0 && plan.left.length === 0;
  return (
    <section className="stack">
      <h2>{t.plan}</h2>
      <Handed handing={handing} />
      {nothing && <p className="soft">{t.planNone}</p>}
      {!nothing && plan.orders.length === 0 && <p className="soft">{t.planNothing}</p>}
      {plan.orders.length > 0 && (
        <>
          <Orders orders={plan.orders} />
          <div>
            <Button waiting={handing?.running === true} onClick={() => give(plan.orders)}>
              {t.sign(plan.orders.length)}
            </Button>
          </div>
        </>
      )}
      {plan.left.length > 0 && <Left left={plan.left} />}
    </section>
  );
};

const Orders = ({ orders }: Pick<Plan, 'orders'>) => {
  const t = useSentences(dispatchSentences);
  const format = useFormat();
  const now = useNow();
  const { planHeads: heads } = t;
  return (
    <div className="console-table-frame" role="region" aria-label={t.plan} tabIndex={0}>
      <table className="console-table">
        <thead>
          <tr>
            <th scope="col">{heads.to}</th>
            <th scope="col">{heads.window}</th>
            <th scope="col">{heads.courier}</th>
            <th scope="col">{heads.rule}</th>
          </tr>
        </thead>
        <tbody>
          {orders.map(({ row, courier, by }) => (
            <tr key={row.shipment.shipmentId}>
              <td>
                <To row={row} />
              </td>
              <td className="console-nowrap">
                {format.window(row.shipment.window.fromS * 1000, row.shipment.window.toS * 1000, now)}
              </td>
              <td>{courier}</td>
              <td className="console-figure">{by.rule}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const To = ({ row: { label, shipment } }: { row: Row }) =>
  label === undefined ? (
    <span className="mono">{shipment.trackingNumbers[0]}</span>
  ) : (
    <>
      {label.name}
      <span className="soft small console-second">{label.address}</span>
    </>
  );

const Left = ({ left }: Pick<Plan, 'left'>) => {
  const t = useSentences(dispatchSentences);
  return (
    <section className="stack" data-gap="tight">
      <h3>
        {t.left} <span className="console-figure soft">{left.length}</span>
      </h3>
      <ul className="console-reasons">
        {left.slice(0, 50).map(({ row, why }) => (
          <li key={row.shipment.shipmentId}>
            {row.label?.name ?? row.shipment.trackingNumbers[0]}: <span className="soft">{t.leftWhy[why]}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};
