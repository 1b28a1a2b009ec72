import type { Recording } from '../records.ts';
import type { Tenant, Write } from '../store.ts';
import { Gathering } from './gathering.ts';
import { keepStories, storyIn, type Story } from './kept-stories.ts';
import type { Statements } from './statements.ts';

type Grown = Extract<Write, { kind: 'recording-grown' }>;
/** A statement for many households is the server's; each row names its own, and it is compared. */
interface OfHome {
  readonly homeId: string;
  readonly grown: Grown;
}

const MOST = 256;
/** A hub keeps its film until it is acknowledged, and sends on meanwhile. */
const PAUSE_FILM_MS = 100;

/** What hubs send most, from each a little at a time: receipts with what they change, that a film begins, and how far it is durable. */
export class GatheredWrites {
  readonly #stories: Gathering<Story>;
  readonly #films: Gathering<OfHome>;
  readonly #begun: Gathering<Recording>;

  constructor(statements: Statements) {
    this.#stories = new Gathering({
      most: MOST,
      keyOf: hubOf,
      write: async (batch) => new Set([...(await keepStories(statements, batch))].map(hubOf)),
    });
    this.#films = new Gathering({
      most: MOST,
      pauseMs: PAUSE_FILM_MS,
      keyOf: ({ grown }) => grown.recordingId,
      write: (batch) => growRecordings(statements, batch),
    });
    this.#begun = new Gathering({
      most: MOST,
      keyOf: ({ recordingId }) => recordingId,
      write: (batch) => beginRecordings(statements, batch),
    });
  }

  /** Resolves to false where this is none of those, or was not written like this: it is then to be written as any other. */
  take(tenant: Tenant, writes: readonly Write[]): Promise<boolean> {
    const [only] = writes;
    if (only === undefined || tenant.role !== 'home') return Promise.resolve(false);
    if (only.kind === 'recording-grown' && writes.length === 1)
      return this.#films.add({ homeId: tenant.id, grown: only });
    if (only.kind === 'recording' && writes.length === 1 && only.recording.homeId === tenant.id)
      return this.#begun.add(only.recording);
    const story = storyIn(tenant, writes);
    return story === undefined ? Promise.resolve(false) : this.#stories.add(story);
  }
}

/** The receipts of one line are one hub's. */
const hubOf = ({ receipts }: Story): string => receipts[0]?.hubId ?? '';

const BEGIN = `
insert into recordings (recording_id, visit_id, home_id, hub_id, door, bytes, started_ms, closed)
select r.* from jsonb_to_recordset($1::jsonb) as r (recording text, visit text, home text, hub text, door int, bytes bigint, ms bigint, closed boolean)
on conflict do nothing returning recording_id as key`;

const beginRecordings = async (statements: Statements, batch: readonly Recording[]): Promise<ReadonlySet<string>> => {
  const all = batch.map(({ recordingId, visitId, homeId, hubId, door, bytes, startedMs, closed }) => ({
    recording: recordingId,
    visit: visitId,
    home: homeId,
    hub: hubId,
    door,
    bytes,
    ms: startedMs,
    closed,
  }));
  const rows = await statements.asServer<{ key: string }>(BEGIN, [JSON.stringify(all)]);
  return new Set(rows.map(({ key }) => key));
};

const GROW = `
update recordings set bytes = g.bytes, closed = g.closed
from jsonb_to_recordset($1::jsonb) as g (recording text, hub text, home text, bytes bigint, closed boolean)
where recordings.recording_id = g.recording and recordings.hub_id = g.hub and recordings.home_id = g.home
returning recordings.recording_id as key`;

const growRecordings = async (statements: Statements, batch: readonly OfHome[]): Promise<ReadonlySet<string>> => {
  const all = batch.map(({ homeId, grown: { recordingId, hubId, bytes, closed } }) => ({
    recording: recordingId,
    hub: hubId,
    home: homeId,
    bytes,
    closed,
  }));
  const rows = await statements.asServer<{ key: string }>(GROW, [JSON.stringify(all)]);
  return new Set(rows.map(({ key }) => key));
};
