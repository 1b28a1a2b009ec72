import type { MapStop } from '@latchkey/web-kit/map';
import { groupOf } from './stages.ts';
import type { NowLine } from './now.ts';

/**
 * The lines whose place the carrier itself announced: it stands in the label, sealed to the carrier's own key, and was opened here.
 * What has none is in the table alone.
 */
export const stopsOnMap = (lines: readonly NowLine[], words: (line: NowLine) => string): readonly MapStop[] =>
  lines.flatMap((line): MapStop[] => {
    const at = line.row.label?.at;
    if (at === undefined) return [];
    const { number, row } = line;
    // A name has to contain what is seen.
    const name = `${number}: ${words(line)}`;
    return [{ id: row.shipment.shipmentId, number, words: name, at, state: stateOf(line) }];
  });

const stateOf = ({ stage }: NowLine): MapStop['state'] => {
  const group = groupOf[stage];
  if (group === 'exceptions') return 'needs';
  if (group === 'under-way') return 'next';
  return group === 'over' ? 'over' : 'open';
};
