import { useState } from 'react';
import type { KnownCourier } from '@latchkey/carrier-sdk';
import { Button, useSentences } from '@latchkey/web-kit';
import type { CourierRow } from '../../model/couriers.ts';
import type { Row } from '../../model/desk.ts';
import { draggedRows, dragType } from '../../model/dispatch/handing.ts';
import { dispatchSentences } from '../../sentences/dispatch.ts';

export interface RailProps {
  readonly couriers: readonly CourierRow[];
  /** Rows that are chosen now; a courier's button gives them. */
  readonly chosen: readonly Row[];
  /** All that may be dropped here. */
  readonly rows: readonly Row[];
  readonly onGive: (rows: readonly Row[], courier: KnownCourier) => void;
  readonly onClear: () => void;
}

const railId = 'courier-rail';
export const focusRail = (): void => document.getElementById(railId)?.querySelector('button')?.focus();

/** The couriers of this desk, to drop visits on; by keyboard each is a button for what is chosen. */
export const CourierRail = ({ couriers, chosen, rows, onGive, onClear }: RailProps) => {
  const t = useSentences(dispatchSentences);
  return (
    <section className="rail" id={railId} aria-label={t.rail}>
      <ul className="rail-couriers">
        {couriers.map((courier) =>
          courier.known === undefined || courier.blocked ? null : (
            <li key={courier.courierId}>
              <Place courier={courier} known={courier.known} chosen={chosen} rows={rows} onGive={onGive} />
            </li>
          ),
        )}
      </ul>
      {chosen.length === 0 ? (
        <p className="soft small">
          {t.railHint} {t.railKeys}
        </p>
      ) : (
        <div className="console-row">
          <span>{t.chosen(chosen.length)}</span>
          <Button kind="plain" onClick={onClear}>
            {t.clear}
          </Button>
        </div>
      )}
    </section>
  );
};

type PlaceProps = Pick<RailProps, 'chosen' | 'rows' | 'onGive'> & { courier: CourierRow; known: KnownCourier };

const Place = ({ courier, known, chosen, rows, onGive }: PlaceProps) => {
  const t = useSentences(dispatchSentences);
  const [over, setOver] = useState(false);
  const { name } = courier;
  const none = chosen.length === 0;
  return (
    <button
      type="button"
      className="rail-courier"
      data-over={over}
      data-ready={!none}
      aria-disabled={none ? true : undefined}
      onClick={() => {
        if (!none) onGive(chosen, known);
      }}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(dragType)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onGive(draggedRows(event.dataTransfer.getData(dragType), rows), known);
      }}
    >
      <span className="rail-name">{over ? t.dropHere(name) : name}</span>
      <span className="soft small console-figure">{t.stops(courier.stops.length)}</span>
      <span className="aside-voice">{none ? t.giveNone : t.give(chosen.length)}</span>
    </button>
  );
};
