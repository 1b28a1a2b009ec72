/**
 * Forward only: a migration that has run anywhere is never edited. Plain SQL for PostgreSQL 15 and up, without its clock and its
 * randomness, which are the server's arguments. Row-level security is forced, so that it binds the tables' owner too.
 */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

const ordinal = 'ordinal bigint generated always as identity';

const tables = `
create table homes (home_id text primary key, handle text not null unique, created_ms bigint not null, ${ordinal});
create table members (
  member_id text primary key, home_id text not null references homes, key_id text not null unique,
  public_key bytea not null, sealing_key bytea not null, created_ms bigint not null, ${ordinal});
create index members_home on members (home_id);
create table carriers (
  carrier_id text primary key, key_id text not null unique, public_key bytea not null, sealing_key bytea not null,
  name text not null, domain text not null, created_ms bigint not null, ${ordinal});
create table enrolments (
  key_id text primary key, public_key bytea not null, sealing_key bytea not null, name text not null, mac bytea not null,
  created_ms bigint not null);
create table couriers (
  courier_id text primary key, carrier_id text not null references carriers, key_id text not null, created_ms bigint not null,
  ${ordinal}, unique (carrier_id, key_id));
create table sessions (
  token_hash bytea primary key, role text not null, principal_id text not null, tenant_id text not null,
  created_ms bigint not null, expires_ms bigint not null);
create index sessions_principal on sessions (principal_id);
create index sessions_expiry on sessions (expires_ms);
create table hubs (hub_id text primary key, hub_key bytea not null, home_id text not null references homes, bound_ms bigint not null, ${ordinal});
create index hubs_home on hubs (home_id);
create table shipments (
  shipment_id text primary key, carrier_id text not null references carriers, home_id text not null references homes,
  from_s bigint not null, to_s bigint not null, tracking_numbers text[] not null, sealed_label bytea not null,
  created_ms bigint not null, visit_id text, ${ordinal});
create index shipments_home on shipments (home_id, created_ms desc);
create index shipments_carrier on shipments (carrier_id, created_ms desc);
create table visits (
  visit_id text primary key, shipment_id text not null references shipments, home_id text not null references homes,
  carrier_id text not null references carriers, hub_id text not null, state text not null, from_s bigint not null,
  to_s bigint not null, "grant" bytea not null, sealed_note bytea not null, assignments bytea[] not null, courier_id text,
  courier_key_id text, sealed_stop bytea, arriving jsonb, divert_to text, divert_answer text, divert_link bytea,
  created_ms bigint not null, version bigint not null, ${ordinal});
create index visits_home on visits (home_id, created_ms desc);
create index visits_carrier on visits (carrier_id, created_ms desc);
create index visits_courier on visits (courier_key_id, created_ms desc);
create index visits_hub on visits (hub_id, to_s);
create table blocks (
  hub_id text not null, home_id text not null references homes, kind text not null, hash bytea not null, bytes bytea not null,
  links bytea[] not null, visit_id text, received_ms bigint not null, ${ordinal}, primary key (hub_id, hash));
create table receipts (
  hub_id text not null, home_id text not null references homes, seq bigint not null, hash bytea not null, parent bytea not null,
  bytes bytea not null, visit_id text, fork boolean not null, received_ms bigint not null, ${ordinal}, primary key (hub_id, hash));
create unique index receipts_seq on receipts (hub_id, seq) where not fork;
create index receipts_order on receipts (hub_id, seq);
create index receipts_visit on receipts (visit_id, seq);
create table recordings (
  recording_id text primary key, visit_id text not null, home_id text not null references homes, hub_id text not null,
  door integer not null, bytes bigint not null, started_ms bigint not null, closed boolean not null, ${ordinal});
create index recordings_visit on recordings (visit_id);
create table onces (
  scope text not null, key text not null, request_hash bytea not null, status integer not null, answer text not null,
  at_ms bigint not null, primary key (scope, key));
create index onces_age on onces (at_ms);
`;

const isServer = "current_setting('lk.role', true) = 'server'";
const tenantIs = (role: string, column: string) =>
  `(current_setting('lk.role', true) = '${role}' and ${column} = current_setting('lk.tenant', true))`;
/** The visits policy applies inside the subquery too: a role reaches what hangs on a visit only through visits it sees. */
const ofOwnVisit = (table: string) =>
  `(current_setting('lk.role', true) in ('carrier', 'courier') and exists (select 1 from visits v where v.visit_id = ${table}.visit_id and v.home_id = ${table}.home_id))`;

const owners: Readonly<Record<string, string>> = {
  homes: tenantIs('home', 'home_id'),
  members: tenantIs('home', 'home_id'),
  carriers: tenantIs('carrier', 'carrier_id'),
  enrolments: 'false',
  couriers: tenantIs('carrier', 'carrier_id'),
  sessions: 'false',
  hubs: tenantIs('home', 'home_id'),
  shipments: `${tenantIs('home', 'home_id')} or ${tenantIs('carrier', 'carrier_id')}`,
  visits: `${tenantIs('home', 'home_id')} or ${tenantIs('carrier', 'carrier_id')} or ${tenantIs('courier', 'courier_key_id')}`,
  blocks: `${tenantIs('home', 'home_id')} or ${ofOwnVisit('blocks')}`,
  receipts: `${tenantIs('home', 'home_id')} or ${ofOwnVisit('receipts')}`,
  recordings: tenantIs('home', 'home_id'),
  onces: 'false',
};

/** Forced, so that it binds the table's owner too. */
const wall = (table: string, owner: string) => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy own_rows on ${table} using (${isServer} or ${owner}) with check (${isServer} or ${owner});`;

const policies = Object.entries(owners)
  .map(([table, owner]) => wall(table, owner))
  .join('\n');

/** A member who leaves takes the subscriptions of their browsers along, in the same statement (P11). */
const pushes = `
create table pushes (
  push_id text primary key, home_id text not null references homes,
  member_id text not null references members (member_id) on delete cascade, endpoint text not null,
  public_key bytea not null, secret bytea not null, created_ms bigint not null, ${ordinal});
create index pushes_home on pushes (home_id);
create index pushes_member on pushes (member_id);
${wall('pushes', tenantIs('home', 'home_id'))}
`;

/** A hub's line answers for its home; a carrier sees what it sent. */
const withdrawn = `
alter table couriers add column blocked_ms bigint;
create table carrier_blocks (
  carrier_id text not null references carriers, hub_id text not null, home_id text not null references homes,
  visit_id text not null, hash bytea not null, bytes bytea not null, sent_ms bigint not null,
  answer_seq bigint, answer_parent bytea, answer_bytes bytea, ${ordinal}, primary key (hub_id, hash));
create index carrier_blocks_carrier on carrier_blocks (carrier_id, ordinal desc);
create table last_seen (principal_id text primary key, seen_ms bigint not null);
${wall('carrier_blocks', `(${tenantIs('home', 'home_id')} or ${tenantIs('carrier', 'carrier_id')})`)}
${wall('last_seen', 'false')}
`;

/** People who come again: invitations, and grants to their keys. A person reaches the receipts of their own grants. */
const people = `
create table invitations (
  box_id text primary key, home_id text not null references homes, offer bytea not null, answer bytea, answer_key_id text,
  created_ms bigint not null, expires_ms bigint not null, ${ordinal});
create index invitations_home on invitations (home_id, created_ms desc);
create index invitations_expiry on invitations (expires_ms);
create table series (
  visit_id text primary key, person_id text not null, home_id text not null references homes, hub_id text not null,
  courier_key_id text not null, from_s bigint not null, to_s bigint not null, "grant" bytea not null, letter bytea not null,
  created_ms bigint not null, ended_ms bigint, ${ordinal});
create index series_home on series (home_id, created_ms desc);
create index series_courier on series (courier_key_id, created_ms desc);
create index series_hub on series (hub_id, to_s);
${wall('invitations', tenantIs('home', 'home_id'))}
${wall('series', `${tenantIs('home', 'home_id')} or ${tenantIs('courier', 'courier_key_id')}`)}
create policy receipts_of_own_series on receipts for select using (
  current_setting('lk.role', true) = 'courier'
  and exists (select 1 from series s where s.visit_id = receipts.visit_id and s.home_id = receipts.home_id));
`;
/** What couriers say apart from the door, and that dispatch took a door over. */
const sayings = 'alter table visits add column said jsonb, add column taken_over_ms bigint;';

const told = `
create table api_keys (
  api_key_id text primary key, carrier_id text not null references carriers, key_id text not null unique,
  public_key bytea not null, name text not null, created_ms bigint not null, revoked_ms bigint, ${ordinal});
create index api_keys_carrier on api_keys (carrier_id, ordinal desc);
create table webhook_targets (
  target_id text primary key, carrier_id text not null references carriers, url text not null, events text[] not null,
  secret bytea not null, previous_secret bytea, previous_until_ms bigint, created_ms bigint not null, gone_ms bigint, ${ordinal});
create index webhook_targets_carrier on webhook_targets (carrier_id);
create table deliveries (
  event_id text not null, target_id text not null references webhook_targets, carrier_id text not null references carriers,
  event text not null, payload text not null, state text not null, attempts integer not null, next_ms bigint not null,
  last_status integer, last_why text, created_ms bigint not null, ended_ms bigint, ${ordinal}, primary key (event_id, target_id));
create index deliveries_carrier on deliveries (carrier_id, ordinal desc);
create index deliveries_due on deliveries (next_ms) where state = 'waiting';
create index deliveries_target on deliveries (target_id);
create index deliveries_ended on deliveries (ended_ms) where ended_ms is not null;
${wall('api_keys', tenantIs('carrier', 'carrier_id'))}
${wall('webhook_targets', tenantIs('carrier', 'carrier_id'))}
${wall('deliveries', tenantIs('carrier', 'carrier_id'))}
`;

/** An account's passkeys outlive the member who added them: whoever stays still has to show one. */
const passkeys = `
create table passkeys (
  passkey_id text primary key, home_id text not null references homes, member_id text not null, name text not null,
  credential_id text not null unique, public_key bytea not null, counter bigint not null, backed_up boolean not null,
  created_ms bigint not null, last_used_ms bigint, ${ordinal});
create index passkeys_home on passkeys (home_id);
${wall('passkeys', tenantIs('home', 'home_id'))}
alter table sessions add column passkey_ms bigint;
`;

/** A member who leaves takes their calendar's address along, in the same statement (P11). */
const feeds = `
create table feeds (
  member_id text primary key references members (member_id) on delete cascade, home_id text not null references homes,
  token_hash bytea not null unique, language text not null, created_ms bigint not null, last_read_ms bigint, ${ordinal});
create index feeds_home on feeds (home_id);
${wall('feeds', tenantIs('home', 'home_id'))}
`;

/**
 * The log. An entry is pending from the transaction that kept its receipt, whichever statement that was. Nothing here belongs to a tenant, and
 * nobody but the server reads it by a query; what is public is served.
 */
const log = `
create table log_pending (${ordinal} primary key, entry bytea not null);
create table log_entries (index bigint primary key, entry bytea not null);
create index log_entries_entry on log_entries (entry);
create table log_tiles (level integer not null, index bigint not null, bytes bytea not null, primary key (level, index));
create table log_head (
  one boolean primary key default true check (one), size bigint not null, root bytea not null, note text not null,
  cosignatures text not null, log_key text not null);
${['log_entries', 'log_tiles', 'log_head'].map((table) => wall(table, 'false')).join('')}
alter table log_pending enable row level security;
alter table log_pending force row level security;
create policy server_rows on log_pending using (${isServer}) with check (true);
create function log_receipt() returns trigger language plpgsql as
  'begin insert into log_pending (entry) values (new.hash); return null; end';
create trigger receipts_are_logged after insert on receipts for each row execute function log_receipt();
select set_config('lk.role', 'server', true);
insert into log_pending (entry) select hash from receipts order by ordinal;
`;

/** Who may sign in for a carrier. The same person may be known to several; which of them the sign-in means is decided before a tenant is. */
const operatorMembers = `
create table operator_members (
  member_id text primary key, carrier_id text not null references carriers, role text not null, issuer text not null,
  email text, subject text, invited_ms bigint not null, last_sign_in_ms bigint, ${ordinal},
  unique (carrier_id, issuer, email), unique (carrier_id, issuer, subject));
create index operator_members_subject on operator_members (issuer, subject);
create index operator_members_email on operator_members (issuer, email) where subject is null;
${wall('operator_members', tenantIs('carrier', 'carrier_id'))}
`;

/** Names are hashes; nobody but the server has any business here. */
const throttles = `
create table throttles (caller text primary key, due_ms bigint not null);
${wall('throttles', 'false')}
`;

/** One row of each hub, and only while its door may stand open. */
const underWay = `
create table under_way (hub_id text primary key, home_id text not null, visit_id text not null, heard_ms bigint not null);
${wall('under_way', 'false')}
`;

/** What was noted before names no door: it is over with whichever door of its visit is. */
const doorsUnderWay = `
alter table under_way add column door int not null default -1;
alter table under_way alter column door drop default;
alter table under_way drop constraint under_way_pkey;
alter table under_way add primary key (hub_id, door);
`;

export const migrations: readonly Migration[] = [
  { version: 1, name: 'the first tables and their walls', sql: tables + policies },
  { version: 2, name: 'where members are told', sql: pushes },
  { version: 3, name: 'what carriers withdrew, and who was last seen', sql: withdrawn },
  { version: 4, name: 'people who come again', sql: people },
  { version: 5, name: 'what carriers’ programs may do and are told', sql: told },
  { version: 6, name: 'what couriers say', sql: sayings },
  {
    version: 7,
    name: 'a carrier offers another place',
    sql: 'alter table visits add column divert_offer text;',
  },
  { version: 8, name: 'passkeys of an account', sql: passkeys },
  { version: 9, name: 'addresses of calendars', sql: feeds },
  { version: 10, name: 'a log of every receipt', sql: log },
  { version: 11, name: 'people of a carrier', sql: operatorMembers },
  { version: 12, name: 'since when a visit stands as it does', sql: 'alter table visits add column since_ms bigint;' },
  {
    version: 13,
    name: 'the signed rosters of a household',
    sql: 'alter table homes add column rosters bytea; alter table enrolments add column welcome bytea;',
  },
  {
    version: 14,
    name: 'a household says no to a parcel',
    sql: 'alter table shipments add column declined_wish text, add column declined_ms bigint;',
  },
  { version: 15, name: 'who has used up its requests', sql: throttles },
  {
    version: 16,
    name: 'what a household calls its doors, sealed to its devices',
    sql: 'alter table members add column names bytea;',
  },
  {
    version: 17,
    name: 'who is suspended at the hub, and which hub may say so',
    sql: 'alter table homes add column hub_id text; alter table members add column suspended_until_ms bigint;',
  },
  {
    version: 18,
    name: 'what people who come again say',
    // Seconds, which are exact in it; the driver reads arrays of int8 as text.
    sql: 'alter table series add column unsafe double precision[];',
  },
  {
    version: 19,
    name: 'the forks of a hub, wherever they stand in its story',
    sql: 'create index receipts_forks on receipts (hub_id, seq) where fork;',
  },
  {
    version: 20,
    name: 'when the server heard what people who come again say',
    sql: 'alter table series add column unsafe_heard double precision[];',
  },
  { version: 21, name: 'which hubs are in a visit', sql: underWay },
  {
    version: 22,
    name: 'a member heard that a hub is silent',
    sql: 'alter table under_way add column acknowledged_ms bigint;',
  },
  { version: 23, name: 'each door of a hub is in a visit of its own', sql: doorsUnderWay },
  { version: 24, name: 'what takes a device on as a courier', sql: 'alter table enrolments add column admits bytea;' },
  {
    version: 25,
    name: 'a device’s record is found by its code',
    sql: 'alter table enrolments add column box_id text unique;',
  },
  {
    version: 26,
    name: 'from where a parcel was announced, in sixteen bits',
    sql: 'alter table shipments add column from_bucket integer;',
  },
];
