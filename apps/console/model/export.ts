import type { Row } from './desk.ts';
import { csvText, separatorOf } from './csv/write.ts';
import { localText } from './announcement.ts';

export interface ExportWords {
  readonly heads: readonly string[];
  readonly stateOf: (state: Row['shipment']['state']) => string;
}

const moment = (unixS: number) => localText(new Date(unixS * 1000)).replace('T', ' ');

/** What the table shows now, in its order. Names and addresses were opened in this browser and leave it only into this file. */
export const shipmentsCsv = (rows: readonly Row[], words: ExportWords, language: 'de' | 'en'): string => {
  const lines = rows.map(({ shipment, label }) => [
    words.stateOf(shipment.state),
    label?.name ?? '',
    label?.address ?? '',
    shipment.trackingNumbers.join(' '),
    moment(shipment.window.fromS),
    moment(shipment.window.toS),
    shipment.visit?.courierName ?? '',
    shipment.visit?.visitId ?? '',
  ]);
  return csvText([words.heads, ...lines], separatorOf(language));
};
