import { DOOR_UNSAID, type Receipt } from '../records.ts';
import type { Tenant, Write } from '../store.ts';
import type { Statements } from './statements.ts';

type Of<K extends Write['kind']> = Extract<Write, { kind: K }>;

type Note = Of<'under-way'> | Of<'under-way-over'>;

/** What one hub's receipts are kept with: the visits they are about, the statements that they answer, and which visit the hub is in after them. */
export interface Story {
  readonly homeId: string;
  readonly receipts: readonly Receipt[];
  readonly visits: readonly (Of<'visit-seen'> | Of<'visit-change'>)[];
  readonly settled: readonly Of<'block-settled'>[];
  readonly answered: readonly Of<'carrier-block-answered'>[];
  /** Visits whose carrier hears of this, where one of its programs listens. */
  readonly told: ReadonlySet<string>;
  readonly notes: readonly Note[];
}

const moves: ReadonlySet<string> = new Set(['state', 'sinceMs']);

/** Undefined where there is more, or less, to be written than a story. */
export const storyIn = (tenant: Tenant, writes: readonly Write[]): Story | undefined => {
  if (tenant.role !== 'home') return undefined;
  const receipts: Receipt[] = [];
  const visits: Story['visits'][number][] = [];
  const settled: Of<'block-settled'>[] = [];
  const answered: Of<'carrier-block-answered'>[] = [];
  const told = new Set<string>();
  const notes: Note[] = [];
  for (const write of writes) {
    if (write.kind === 'receipt' && write.receipt.homeId === tenant.id) receipts.push(write.receipt);
    else if (write.kind === 'visit-seen') visits.push(write);
    else if (write.kind === 'visit-change' && Object.keys(write.change).every((key) => moves.has(key)))
      visits.push(write);
    else if (write.kind === 'block-settled') settled.push(write);
    else if (write.kind === 'carrier-block-answered') answered.push(write);
    else if (write.kind === 'webhook-event' && 'visitId' in write.of) told.add(write.of.visitId);
    else if (write.kind === 'under-way' || write.kind === 'under-way-over') notes.push(write);
    else return undefined;
  }
  const [first] = receipts;
  if (first === undefined || !areOf(first, notes)) return undefined;
  return { homeId: tenant.id, receipts, visits, settled, answered, told, notes };
};

/** Of this hub, and of one row once: two changes of the same row have no order within a statement. */
const areOf = ({ hubId, homeId }: Receipt, notes: readonly Note[]): boolean =>
  notes.every((note) => {
    if (note.kind === 'under-way-over') return note.hubId === hubId;
    const { underWay } = note;
    return underWay.hubId === hubId && underWay.homeId === homeId && !notes.some((other) => other !== note && isAbout(other, underWay.door)); // prettier-ignore
  });

/** Whether it may change the row of this door. */
const isAbout = (note: Note, door: number): boolean => {
  if (note.kind === 'under-way') return note.underWay.door === door;
  return note.at === undefined || note.at.door === door || door === DOOR_UNSAID;
};

/**
 * Many stories in one statement, each whole or not at all. It runs as the server and compares each row's household itself. A story is left out where a
 * visit is not as it was seen, where a receipt of that number is kept already, and where a carrier's program listens: whoever asked writes it alone.
 * A receipt that another process keeps in this very moment fails the statement. What is kept is each hub's newest, so that no note can be overtaken here.
 *
 * It is planned once on a connection: nothing in it lets PostgreSQL guess better for these values than for any, or it would plan anew each time, which takes
 * longer than to run it. What looks as if it said nothing (`any (array (…))`) leads to the visits by their index, also where they are few enough to be read whole.
 */
export const KEEP = `
with r as (select * from jsonb_to_recordset($1::jsonb) as r (g int, place int, hub text, home text, seq bigint, hash text, parent text, bytes text, visit text, fork boolean, ms bigint)),
v as (select * from jsonb_to_recordset($2::jsonb) as v (g int, home text, visit text, version bigint, state text, since bigint, told boolean)),
s as (select * from jsonb_to_recordset($3::jsonb) as s (g int, home text, hub text, hash text)),
a as (select * from jsonb_to_recordset($4::jsonb) as a (g int, home text, hub text, hash text, seq bigint, parent text, bytes text)),
u as (select * from jsonb_to_recordset($5::jsonb) as u (g int, home text, hub text, door int, visit text, ms bigint, acknowledged bigint, over boolean)),
held as materialized (
  select v.g, v.visit from v join visits on visits.visit_id = v.visit and visits.home_id = v.home and visits.version = v.version
  where visits.visit_id = any (array (select visit from v)) and not (v.told and exists (select from webhook_targets w where w.carrier_id = visits.carrier_id and w.gone_ms is null))
  for no key update of visits),
fit as materialized (
  select one.g from (select distinct g from r) as one
  where not exists (select from v where v.g = one.g and not exists (select from held where held.g = v.g and held.visit = v.visit))
    and not exists (select from r join receipts on receipts.hub_id = r.hub and receipts.seq = r.seq where r.g = one.g)),
moved as (
  update visits set state = v.state, since_ms = v.since, version = visits.version + 1 from v join fit on fit.g = v.g
  where visits.visit_id = any (array (select visit from v where state is not null)) and v.state is not null and visits.visit_id = v.visit and visits.home_id = v.home and visits.version = v.version),
settled as (
  delete from blocks using s join fit on fit.g = s.g
  where blocks.hub_id = s.hub and blocks.home_id = s.home and blocks.hash = decode(s.hash, 'hex')),
answered as (
  update carrier_blocks set answer_seq = a.seq, answer_parent = decode(a.parent, 'hex'), answer_bytes = decode(a.bytes, 'hex') from a join fit on fit.g = a.g
  where carrier_blocks.hub_id = a.hub and carrier_blocks.home_id = a.home and carrier_blocks.hash = decode(a.hash, 'hex') and carrier_blocks.answer_seq is null),
noted as (
  insert into under_way (hub_id, home_id, door, visit_id, heard_ms, acknowledged_ms) select u.hub, u.home, u.door, u.visit, u.ms, u.acknowledged from u join fit on fit.g = u.g
  where not u.over
  on conflict (hub_id, door) do update set home_id = excluded.home_id, visit_id = excluded.visit_id, heard_ms = excluded.heard_ms, acknowledged_ms = excluded.acknowledged_ms),
ended as (
  delete from under_way using u join fit on fit.g = u.g
  where u.over and under_way.hub_id = u.hub and (u.visit is null or (under_way.visit_id = u.visit and under_way.door in (u.door, ${DOOR_UNSAID})))),
kept as (
  insert into receipts (hub_id, home_id, seq, hash, parent, bytes, visit_id, fork, received_ms)
  select r.hub, r.home, r.seq, decode(r.hash, 'hex'), decode(r.parent, 'hex'), decode(r.bytes, 'hex'), r.visit, r.fork, r.ms from r join fit on fit.g = r.g
  order by r.place)
select g from fit`;

const hex = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');

const receiptRows = ({ homeId, receipts }: Story, g: number) =>
  receipts.map((r) => ({
    g,
    hub: r.hubId,
    home: homeId,
    seq: r.seq,
    hash: hex(r.hash),
    parent: hex(r.parent),
    bytes: hex(r.bytes),
    visit: r.visitId,
    fork: r.fork,
    ms: r.receivedMs,
  }));

const visitRows = ({ homeId, visits, told }: Story, g: number) =>
  visits.map((one) => ({
    g,
    home: homeId,
    visit: one.visitId,
    told: told.has(one.visitId),
    ...(one.kind === 'visit-seen'
      ? { version: one.version }
      : { version: one.fromVersion, state: one.change.state, since: one.change.sinceMs }),
  }));

const answerRows = ({ homeId, answered }: Story, g: number) =>
  answered.map(({ hubId, hash, answer }) => ({
    g,
    home: homeId,
    hub: hubId,
    hash: hex(hash),
    seq: answer.seq,
    parent: hex(answer.parent),
    bytes: hex(answer.bytes),
  }));

const noteRows = ({ notes }: Story, g: number) =>
  notes.map((note) => {
    if (note.kind === 'under-way-over')
      return { g, hub: note.hubId, ...(note.at && { door: note.at.door, visit: note.at.visitId }), over: true };
    const { hubId, homeId, door, visitId, heardMs, acknowledgedMs } = note.underWay;
    return {
      g,
      home: homeId,
      hub: hubId,
      door,
      visit: visitId,
      ms: heardMs,
      acknowledged: acknowledgedMs,
      over: false,
    };
  });

/** Resolves to the stories that are kept. */
export const keepStories = async (statements: Statements, stories: readonly Story[]): Promise<ReadonlySet<Story>> => {
  const receipts = stories.flatMap(receiptRows).map((row, place) => ({ ...row, place }));
  const settled = stories.flatMap(({ homeId, settled: all }, g) =>
    all.map(({ hubId, hash }) => ({ g, home: homeId, hub: hubId, hash: hex(hash) })),
  );
  const [visits, answered, notes] = [visitRows, answerRows, noteRows].map((rowsOf) => stories.flatMap<object>(rowsOf));
  const [r, v, s, a, u] = [receipts, visits, settled, answered, notes].map((part) => JSON.stringify(part));
  const rows = await statements.asServer<{ g: number }>(KEEP, [r, v, s, a, u]);
  return new Set(rows.flatMap(({ g }) => stories[g] ?? []));
};
