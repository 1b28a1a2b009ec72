import { routes } from '@latchkey/contract';
import { kidOf, toHex, type Primitives } from '@latchkey/protocol';
import {
  bytesFrom,
  createEventStream,
  deviceIsRight,
  type Client,
  type Clock,
  type ClockCheck,
  type DeviceKeys,
  type DoorWatch,
  type EventLine,
  type EventStream,
  type Fork,
  type SeenHead,
  type Later,
  type Observable,
  type RandomBytes,
  type ReceiptStore,
  type Shelf,
  type Standing,
} from '@latchkey/web-kit/model';
import { createCalendarAddress, type CalendarAddress } from './calendar/address.ts';
import { createApprovals, type Approvals } from './visits/approvals.ts';
import type { Blocks } from './blocks/blocks.ts';
import type { AddingParts } from './devices/adding.ts';
import { confirming, createGuarding, type Guarding } from './devices/guarding.ts';
import { createMembers, type Members } from './devices/members.ts';
import type { DeviceNames } from './devices/names.ts';
import type { FetchText } from './parcels/carrier-domain.ts';
import { createDoorDesk, type DoorDesk } from './doors/desk.ts';
import type { DoorNames } from './doors/names.ts';
import { visitorDoors } from './doors/facts.ts';
import { createDuties, type Duties } from './hub/duties.ts';
import { handleEvents } from './home-events.ts';
import { createLists, type Lists } from './lists.ts';
import type { People } from './people/people.ts';
import type { KeptDays } from './kept-day.ts';
import { toldOf } from './hub/told.ts';
import { blocksOfHome, higher, readHubState, receiptsOfHub, tellHub, watchHub } from './hub/talk.ts';
import { createFitted, type Fitted } from './doors/fitted.ts';
import { hubIdText, keepHousehold, type Household } from './household.ts';
import type { Looks } from './looks/looks.ts';
import { memberKnock, type HubAnswer } from './doors/member-knock.ts';
import { namesOfHome } from './doors/names-of-home.ts';
import { createNotices, type NoticeEnds, type Notices } from './notices/setting.ts';
import { createPasskeys, type PasskeyEnds, type Passkeys } from './devices/passkeys.ts';
import type { ParcelDesk } from './parcels/desk.ts';
import type { RecoveryDesk } from './recovery/desk.ts';
import { stands } from './recovery/said.ts';
import { createSignedGrants, type SignedGrants } from './access/signed-grants.ts';
import { createOwnSuspension, type OwnSuspension } from './devices/suspended.ts';
import { highestBlock } from './evidence/story.ts';

export interface HomeParts {
  readonly household: Household;
  readonly keys: DeviceKeys;
  /** Signed in as this member. */
  readonly client: Client;
  /** Whether the server knows this device's key: a member may have removed it, or suspended it at the hub. */
  readonly standing: Observable<Standing>;
  readonly shelf: Shelf;
  readonly seenBefore: SeenHead;
  readonly forkSeen: Fork | undefined;
  readonly primitives: Primitives;
  readonly clock: Clock;
  /** Whether this device's clock is the one that is off. */
  readonly clockCheck: ClockCheck;
  readonly later: Later;
  readonly randomBytes: RandomBytes;
  readonly random: () => number;
  readonly openEvents: () => EventLine;
  /** Reads a carrier's own domain; never the server. */
  readonly fetchText: FetchText;
  /** Undefined where this browser cannot be told while the app is closed. */
  readonly noticeEnds: NoticeEnds | undefined;
  /** Undefined where this browser has no authenticator to ask. */
  readonly passkeyEnds: PasskeyEnds | undefined;
}

/** The household as this device lives with it: what it verified, what the server says, and what it can do. */
export interface Home {
  readonly household: Household;
  readonly keys: DeviceKeys;
  readonly parts: HomeParts;
  readonly lists: Lists;
  /** What a member signed for a visit, whatever else a server lists. */
  readonly grants: SignedGrants;
  readonly watch: DoorWatch;
  readonly receipts: ReceiptStore;
  readonly blocks: Blocks;
  readonly people: People;
  readonly fitted: Fitted;
  readonly approvals: Approvals;
  readonly looks: Looks;
  readonly members: Members;
  /** This device itself is suspended at the hub. */
  readonly suspension: Observable<OwnSuspension | undefined>;
  readonly recovery: RecoveryDesk;
  readonly adding: AddingParts;
  readonly parcels: ParcelDesk;
  readonly duties: Duties;
  readonly events: EventStream;
  readonly notices: Notices;
  readonly passkeys: Passkeys;
  readonly guarding: Guarding;
  readonly address: CalendarAddress;
  readonly days: KeptDays;
  readonly knock: (door: number, wanted: 'unlock' | 'lock') => Promise<HubAnswer>;
  readonly doors: DoorDesk;
  readonly doorNames: DoorNames;
  readonly deviceNames: DeviceNames;
  /** What the doors are called in the language that is spoken: letters to people call them so. */
  readonly callDoors: (doors: Household['doors']) => void;
  readonly start: () => void;
  readonly stop: () => void;
}

const tendEveryMs = 10 * 60_000;

export const createHome = async (parts: HomeParts): Promise<Home> => {
  const { household, client, primitives, keys, randomBytes, clock } = parts;
  const hubId = hubIdText(household);
  const tell = tellHub(parts);

  /** What this device calls the others changes; who the household is does not. */
  let kept = household;
  const keep = async (change: Partial<Household>) => {
    kept = { ...kept, ...change };
    await keepHousehold(parts.shelf, kept);
  };
  let waitingRosters: readonly Uint8Array[] = [];
  const members = createMembers({
    primitives,
    signer: keys.signer,
    pin: household.roster,
    keepPin: (roster) => keep({ roster }),
    fetchRosters: async () => {
      const { rosters, waiting = [] } = await client(routes.listRosters, {});
      waitingRosters = waiting.map(bytesFrom);
      return rosters.map(bytesFrom);
    },
    waiting: () => waitingRosters,
    tell: (roster) => tell('roster', roster),
    confirm: confirming({ primitives, client, ends: parts.passkeyEnds }),
    recovered: (hash) => stands(receipts.story.get().receipts, hash),
    catchUp: () => receipts.catchUp(),
    wallMs: () => clock.wallMs(),
  });
  const adding: AddingParts = {
    primitives,
    client,
    members,
    tell,
    household: () => kept,
    keepName: (kid, name) => deviceNames.call(kid, name),
  };
  const { doorNames, deviceNames, sharing } = namesOfHome({ ...parts, members, kept: () => kept, keep });
  const clockIsRight = () => deviceIsRight(parts.clockCheck.doubt.get());
  const grants = createSignedGrants({ primitives, hubId: household.hubId, memberKey: members.keyOf });
  const signedBy = { grants, roster: members.state };
  const lists = createLists({ ...signedBy, client, hubId, wallMs: () => clock.wallMs() });
  const receipts = receiptsOfHub(parts);
  const blocks = await blocksOfHome(parts);
  const duties = createDuties({
    primitives,
    signer: keys.signer,
    hubId: household.hubId,
    wallMs: () => clock.wallMs(),
    clockIsRight,
    head: () => higher(receipts.head(), parts.seenBefore),
    rosterEpoch: () => members.epoch(),
    blockSeq: () => highestBlock(receipts.story.get().receipts),
    told: () => toldOf(receipts.story.get().receipts, higher(receipts.head(), parts.seenBefore), members.epoch()),
    bringRosters: async (afterEpoch) => {
      for (const roster of members.after(afterEpoch)) await tell('roster', roster);
    },
    storyBroken: () => receipts.story.get().standing.kind === 'broken',
    awaitsDoor: () => blocks.awaitsDoor(receipts.story.get().receipts),
    readOn: async () => {
      await Promise.allSettled([receipts.catchUp(), members.load()]);
    },
    beforeResume: () => doors.declarations.repeat(),
    tell: async (method, message) => {
      const { ok } = await tell(method, message);
      watch.poke();
      return ok;
    },
  });
  const doors = createDoorDesk({ ...parts, wallMs: () => clock.wallMs(), receipts, tell });
  const watch: DoorWatch = watchHub(parts, tell);
  const level = () => watch.heard.get()?.state.capability ?? household.capability;
  const guarding = createGuarding({ primitives, client, ends: parts.passkeyEnds, members, level });
  const suspension = await createOwnSuspension({
    ...parts,
    heard: watch.heard,
    story: receipts.story,
    ownKid: toHex(kidOf(primitives, keys.signer.key)),
    wallMs: () => clock.wallMs(),
  });
  const desks = await import('./later-desks.ts');
  const recovery = desks.createRecoveryDesk({
    primitives,
    signer: keys.signer,
    hubId: household.hubId,
    randomBytes,
    wallMs: () => clock.wallMs(),
    members,
    tell,
    level,
    poke: () => watch.poke(),
  });
  const fitted = await createFitted(parts.shelf);
  const parcels = await desks.createParcelDesk({
    ...parts,
    signer: keys.signer,
    lists,
    clockIsRight,
    visitorDoors: () => visitorDoors(household, receipts.story.get().receipts),
    fitted: fitted.at,
  });
  let called = household.doors;
  const people = await desks.createPeople({
    ...parts,
    blocks,
    wallMs: () => clock.wallMs(),
    clockIsRight,
    hubId: household.hubId,
    ...signedBy,
    doors: () => called,
    fitted: fitted.at,
  });
  const approvals = createApprovals({
    primitives,
    signer: keys.signer,
    hubId: household.hubId,
    memberKey: members.keyOf,
    wallMs: () => clock.wallMs(),
    tell: (message) => tell('approve', message),
  });
  const looks = desks.createLooks({
    primitives,
    signer: keys.signer,
    randomBytes,
    hubId: household.hubId,
    rosterHead: () => members.head(),
    wallMs: () => clock.wallMs(),
    level,
    newKey: desks.newLookKey,
    tell,
    offer: (receipt) => receipts.offer(receipt),
  });
  const events = createEventStream({
    open: parts.openEvents,
    schema: routes.homeEvent,
    later: parts.later,
    random: parts.random,
    answered: { get: () => parts.standing.get() === 'known', subscribe: parts.standing.subscribe },
    ...handleEvents({
      lists,
      people,
      approvals,
      receipts,
      watch,
      duties,
      members,
      names: sharing,
      readState: (bytes) => readHubState(primitives, household, bytes),
    }),
  });
  // What is due has waited for the hub's first word on a door.
  fitted.doors.subscribe(() => {
    void people.tend();
    parcels.runner.look();
  });
  watch.heard.subscribe(() => {
    const heard = watch.heard.get();
    if (heard === undefined) return;
    fitted.hear(heard, clock.steadyMs());
    const { state, askedWallMs } = heard;
    // A door that knows no time still says one before which it believes none.
    const doorMs = (state.iat ?? state.floor ?? 0) * 1000;
    if (state.iat !== undefined || doorMs > clock.wallMs())
      parts.clockCheck.hear('door', doorMs, askedWallMs, clock.wallMs());
    void duties.sawState(state);
    if (state.epoch > members.epoch()) void members.load().then(sharing.look);
    if (state.seq > receipts.head().seq) void receipts.catchUp();
  });
  const knock: Home['knock'] = (door, wanted) =>
    memberKnock(
      { primitives, signer: keys.signer, randomBytes, rosterHead: () => members.head(), tell, bytesFrom },
      door,
      wanted,
    );
  const passkeys = createPasskeys({
    client,
    ends: parts.passkeyEnds,
    account: household.handle,
    onShown: () => {
      void lists.reload();
      lists.recordingChanged();
      void sharing.look();
    },
  });
  const address = createCalendarAddress(parts);
  const days = await desks.createKeptDays({
    ...parts,
    lists,
    receipts,
    wallMs: () => clock.wallMs(),
    visitsOfPeople: (nowMs) => {
      const told = receipts.story.get().receipts;
      const listed = [...(people.series.get() ?? []), ...people.past.get()];
      return desks.visitsOfPeople(primitives, people.book.get(), listed, told, nowMs);
    },
  });
  const notices = createNotices(parts.noticeEnds, client, parts.shelf);
  /** Signs what is due, long before it runs out, for as long as the app stays open. */
  let tendLater: (() => void) | undefined;
  const tendAgain = () => {
    void people.tend();
    tendLater = parts.later(tendAgain, tendEveryMs);
  };
  const start = () => {
    void lists.reload();
    void receipts.catchUp();
    void people.tend();
    tendLater = parts.later(tendAgain, tendEveryMs);
    events.start();
    watch.start();
    days.start();
    parcels.runner.start();
    void notices.look();
    void passkeys.look();
  };
  const stop = () => {
    tendLater?.();
    sharing.stop();
    events.stop();
    watch.stop();
    days.stop();
    parcels.runner.stop();
  };
  return {
    household,
    keys,
    parts,
    lists,
    grants,
    watch,
    receipts,
    blocks,
    people,
    fitted,
    approvals,
    looks,
    members,
    suspension,
    recovery,
    adding,
    parcels,
    duties,
    events,
    notices,
    passkeys,
    guarding,
    address,
    days,
    knock,
    doors,
    doorNames,
    deviceNames,
    callDoors: (named) => {
      called = named;
    },
    start,
    stop,
  };
};
