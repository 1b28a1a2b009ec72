import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Figures for the operator. Labels name routes and outcomes, never a household, key or parcel. */
export class Metrics {
  readonly registry = new Registry();
  readonly requests = new Histogram({
    name: 'latchkey_http_seconds',
    help: 'Time from request to answer.',
    labelNames: ['route', 'status'],
    buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 5],
    registers: [this.registry],
  });
  readonly hubRequests = new Histogram({
    name: 'latchkey_hub_seconds',
    help: 'Time from a relayed message to the hub’s answer.',
    labelNames: ['method', 'outcome'],
    buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 5],
    registers: [this.registry],
  });
  readonly hubs = new Gauge({ name: 'latchkey_hubs_connected', help: 'Hubs with a line.', registers: [this.registry] });
  readonly lineEnds = new Counter({
    name: 'latchkey_hub_line_ends_total',
    help: 'Lines that ended, by close code.',
    labelNames: ['code'],
    registers: [this.registry],
  });
  readonly receipts = new Counter({
    name: 'latchkey_receipts_total',
    help: 'Receipts that arrived, by what became of them.',
    labelNames: ['outcome'],
    registers: [this.registry],
  });
  readonly pushes = new Counter({
    name: 'latchkey_pushes_total',
    help: 'Messages to browsers, by what their push service said.',
    labelNames: ['outcome'],
    registers: [this.registry],
  });
  readonly filmBytes = new Counter({ name: 'latchkey_film_bytes_total', help: 'Sealed film taken in.', registers: [this.registry] }); // prettier-ignore
  readonly viewers = new Gauge({ name: 'latchkey_live_viewers', help: 'Open live pictures.', registers: [this.registry] }); // prettier-ignore
}
