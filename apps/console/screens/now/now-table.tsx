import { Link } from 'wouter';
import { useFormat, useSentences } from '@latchkey/web-kit';
import { inGroups, type NowLine } from '../../model/now/now.ts';
import { courierNamed, type CourierHere } from '../../model/now/whereabouts.ts';
import type { Standing } from '../../model/readiness/standing.ts';
import { groupOf } from '../../model/now/stages.ts';
import { DoorCell } from '../../parts/door-ready.tsx';
import { StageLabel } from '../../parts/stage-label.tsx';
import { rowKeys } from '../../parts/table-keys.ts';
import { sentences } from '../../sentences/index.ts';
import { nowSentences } from '../../sentences/now.ts';
import { readinessSentences } from '../../sentences/readiness.ts';

export interface NowTableProps {
  readonly lines: readonly NowLine[];
  readonly nowMs: number;
  /** The shipment that is looked at on the map. */
  readonly chosen: string | undefined;
  /** By visit. */
  readonly doors: ReadonlyMap<string, Standing>;
  readonly here: readonly CourierHere[];
  /** The lines stand as they come, by their doors, and not in their groups. */
  readonly byDoors: boolean;
}

const wayId = (shipmentId: string) => `way-${shipmentId}`;

/** From the map to the line: it is in sight, and Enter opens it. */
export const focusLine = (shipmentId: string): void => document.getElementById(wayId(shipmentId))?.focus();

export const NowTable = ({ lines, nowMs, chosen, doors, here, byDoors }: NowTableProps) => {
  const door = useSentences(readinessSentences);
  const t = useSentences(nowSentences);
  const { columns } = t;
  return (
    <div className="console-table-frame" role="region" aria-label={t.title} tabIndex={0}>
      <table className="console-table now-table" onKeyDown={rowKeys}>
        <thead>
          <tr>
            <th scope="col">{columns.number}</th>
            <th scope="col">{columns.stage}</th>
            <th scope="col">{columns.who}</th>
            <th scope="col">{columns.courier}</th>
            <th scope="col">{columns.when}</th>
            <th scope="col">{door.column}</th>
            <th scope="col">{columns.way}</th>
          </tr>
        </thead>
        {(byDoors ? [{ group: undefined, lines }] : inGroups(lines)).map(({ group, lines: part }) => (
          <tbody key={group ?? 'doors'}>
            <tr className="now-group">
              <th scope="rowgroup" colSpan={7}>
                {group === undefined ? door.group : t.groups[group]}{' '}
                <span className="console-figure">{part.length}</span>
              </th>
            </tr>
            {part.map((line) => (
              <Line
                key={line.row.shipment.shipmentId}
                line={line}
                nowMs={nowMs}
                chosen={chosen}
                doors={doors}
                here={here}
              />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
};

const Line = ({ line, nowMs, chosen, doors, here }: Omit<NowTableProps, 'lines' | 'byDoors'> & { line: NowLine }) => {
  const t = useSentences(nowSentences);
  const all = useSentences(sentences);
  const { shipment, label } = line.row;
  return (
    <tr data-chosen={chosen === shipment.shipmentId}>
      <td className="console-figure soft">{line.number}</td>
      <td>
        <StageLabel stage={line.stage} />
      </td>
      <td className="now-who" title={label?.address}>
        {label === undefined ? <span className="soft">{all.shipments.otherKey}</span> : label.name}
        {label !== undefined && <span className="soft small"> {label.address}</span>}
      </td>
      <td className="console-nowrap">
        {shipment.visit?.courierName ?? t.nobody}
        {groupOf[line.stage] !== 'over' && (
          <Seen courier={courierNamed(here, shipment.visit?.courierName)} nowMs={nowMs} />
        )}
      </td>
      <td className="console-nowrap console-figure">
        <When line={line} nowMs={nowMs} />
      </td>
      <td>
        <DoorCell row={line.row} standing={doors.get(shipment.visit?.visitId ?? '')} nowMs={nowMs} />
      </td>
      <td>
        <Link
          className="console-way"
          data-row-way=""
          id={wayId(shipment.shipmentId)}
          data-wanted={groupOf[line.stage] === 'exceptions'}
          href={`/shipment/${shipment.shipmentId}`}
        >
          {t.open}
          <span className="aside-voice"> {shipment.trackingNumbers.join(', ')}</span>
        </Link>
      </td>
    </tr>
  );
};

/** How old their place on the map is, for whoever shares it. */
const Seen = ({ courier, nowMs }: { courier: CourierHere | undefined; nowMs: number }) => {
  const t = useSentences(nowSentences);
  const format = useFormat();
  if (courier === undefined) return null;
  return <span className="soft small console-second">{t.seen(t.ago(format.duration(nowMs - courier.atMs)))}</span>;
};

/** A plan has a window; somebody who comes has minutes; everything else has lasted since a moment. */
const When = ({ line: { stage, row, sinceMs, minutes }, nowMs }: { line: NowLine; nowMs: number }) => {
  const t = useSentences(nowSentences);
  const format = useFormat();
  const { fromS, toS } = row.shipment.window;
  if (minutes !== undefined) return t.minutes(minutes);
  if (stage === 'planned' || stage === 'undecided' || sinceMs === undefined) {
    return format.window(fromS * 1000, toS * 1000, nowMs);
  }
  return t.since(format.time(sinceMs), format.duration(nowMs - sinceMs));
};
