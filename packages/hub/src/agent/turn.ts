import {
  fromHex,
  lastLook,
  leaf16Of,
  recheck,
  toBase64url,
  toHex,
  type Decision,
  type MemberAllowed,
  type Presence,
  type Refusal,
  type VisitorAllowed,
} from '@latchkey/protocol';
import type { Intent } from '../journal/entry.ts';
import { doorState, remember, type Core } from './core.ts';
import { visitName, type DoorKeeper } from './door-keeper.ts';
import { lookForSleep } from './sleep.ts';
import { settleVisits } from './visits.ts';

/** `approvedBy`: the kid of the member whose yes a visitor's knock waited for. `presence`: what proves that they are at the door. */
export type Allowed = Extract<Decision, { readonly allow: true }> & {
  readonly approvedBy?: Uint8Array;
  readonly presence?: Presence;
};

/** What a member's own door may stand open before anybody is told. */
const MEMBER_MAX_OPEN_MS = 600_000;

/**
 * Steps 15 and 16 (protocol.md, *Verification*): one turn at a time for the whole hub. Nothing awaits between the repeat of 5–9 and the
 * journal, and nothing but the last look stands between the journal and the bolt. Undefined: the bolt was told
 * to move.
 */
export function openInTurn(core: Core, allowed: Allowed, keeper: DoorKeeper): Promise<Refusal | undefined> {
  return core.turns.run(async () => {
    lookForSleep(core);
    const refusal = recheck(core.p, allowed, doorState(core), core.time.now(), keeper.hardware(visitOf(allowed) ?? ''));
    const against = refusal ?? standsAgainst(core, allowed, keeper);
    // A member's wish to lock a door that stands open moves nothing, and is heard all the same.
    const heard = against === undefined || ['door-not-closed', 'sensor-unsteady'].includes(against.reason);
    if (allowed.by === 'member' && heard) acknowledge(core, allowed, keeper);
    if (against !== undefined) return against;
    if (allowed.consumes.nonce !== undefined) core.nonces.spend(allowed.consumes.nonce);
    core.displays.look();
    const intent = intentOf(core, allowed);
    const isLock = allowed.action === 'lock';
    try {
      if (isLock) await remember(core, intent, { t: 'settled', id: intent.id });
      else await remember(core, intent);
    } catch (error) {
      core.log.error({ error: String(error) }, 'the intent could not be journalled; nothing moves');
      return { reason: 'storage-short' };
    }
    if (isLock) {
      keeper.dispatch({ type: 'lock-wanted' });
      return undefined;
    }
    lookForSleep(core);
    const late = allowed.by === 'visitor' ? cameMeanwhile(core, allowed, keeper) : memberGone(core, allowed);
    if (late !== undefined) return await cancelled(core, allowed, intent, late);
    open(core, allowed, keeper);
    return undefined;
  });
}

function standsAgainst(core: Core, allowed: Allowed, keeper: DoorKeeper): Refusal | undefined {
  if (!core.locks.connected) return { reason: 'lock-unreachable' };
  return allowed.by === 'visitor' ? (approverGone(core, allowed) ?? keeper.standsAgainst(allowed.action)) : undefined;
}

/** P11: a yes counts for as long as whoever said it belongs to the household, and no turn is too short to leave it. */
function approverGone(core: Core, { approvedBy }: Allowed): Refusal | undefined {
  const gone = approvedBy !== undefined && !core.memory.counting.members.has(toHex(approvedBy));
  return gone ? { reason: 'approval-missing' } : undefined;
}

function intentOf(core: Core, allowed: Allowed): Intent {
  const { unixS } = core.time.now();
  const visit = visitOf(allowed);
  const { consumes, door, action, knock } = allowed;
  const tap = core.taps.of(consumes.nonce);
  const visitor = allowed.by === 'visitor' ? { leaf: leaf16Of(allowed.chain), ...ledgerOf(allowed) } : {};
  return {
    t: 'intent',
    id: toHex(knock.hash),
    by: allowed.by === 'visitor' ? 'visit' : 'member',
    door,
    action,
    knock: toBase64url(knock.hash),
    uses: [...consumes.uses],
    ...(visit === undefined ? {} : { visit }),
    ...visitor,
    ...(consumes.nonce === undefined ? {} : { nonce: consumes.nonce }),
    ...(tap === undefined ? {} : { tap }),
    ...(unixS === undefined ? {} : { unixS }),
  };
}

function ledgerOf({ consumes: { cti, grantHash, slot } }: Extract<Allowed, { by: 'visitor' }>) {
  return {
    ...(cti === undefined ? {} : { cti }),
    ...(grantHash === undefined ? {} : { grant: grantHash }),
    ...(slot === undefined ? {} : { slot }),
  };
}

const visitOf = (allowed: Allowed): string | undefined =>
  allowed.by === 'visitor' ? visitName(allowed.grant.claims.visitId) : undefined;

function open(core: Core, allowed: Allowed, keeper: DoorKeeper): void {
  const visit = visitOf(allowed);
  const heads = keeper.film.heads();
  if (allowed.by === 'visitor') {
    keeper.dispatch({
      type: 'intent',
      by: 'visit',
      visit: visit ?? '',
      maxOpenMs: allowed.terms.maxOpenSeconds * 1000,
    });
  } else {
    keeper.dispatch({ type: 'intent', by: 'member', maxOpenMs: MEMBER_MAX_OPEN_MS });
  }
  const intended = core.receipts.add({
    event: 'unlock-intended',
    door: allowed.door,
    answers: allowed.knock.hash,
    ...(visit === undefined ? {} : { visit }),
    detail: {
      action: 1,
      ...whoOf(allowed),
      ...(allowed.by === 'visitor' ? { occurrence: allowed.occurrence, ...heads } : {}),
      ...(allowed.presence === undefined ? {} : { presence: allowed.presence }),
    },
  });
  if (visit !== undefined)
    void intended.then((receipt) => receipt !== undefined && core.lastIntended.set(visit, receipt.seq));
}

/** P5: a member who acts at a door that has alarmed has heard it. A visit's own alarm goes first: its courier waits for this receipt. */
function acknowledge(core: Core, allowed: MemberAllowed, keeper: DoorKeeper): void {
  const ringing = keeper.loop.alarms.filter(({ rings, acknowledged }) => rings > 0 && !acknowledged);
  const alarm = ringing.find(({ visit }) => visit !== undefined) ?? ringing[0];
  const kid = fromHex(allowed.kid);
  if (alarm === undefined || kid === undefined) return;
  keeper.dispatch({ type: 'acknowledged' });
  const detail = { kid, cause: alarm.reason };
  const { visit } = alarm;
  void core.receipts.add({
    event: 'acknowledged',
    door: allowed.door,
    answers: allowed.knock.hash,
    detail,
    ...(visit === undefined ? {} : { visit }),
  });
}

/** P3, P6, P11: what came or ended while the journal was written. */
const cameMeanwhile = (core: Core, allowed: VisitorAllowed, keeper: DoorKeeper): Refusal | undefined =>
  approverGone(core, allowed) ??
  lastLook(core.p, allowed, doorState(core), core.time.now(), keeper.hardware(visitOf(allowed) ?? ''));

/** P11: removed or suspended while the journal was written. */
const memberGone = (core: Core, { kid }: MemberAllowed): Refusal | undefined =>
  core.memory.counting.members.has(kid) ? undefined : { reason: 'signer-unknown', kid };

/** Between 15 and 16: the bolt was never told to move, so nobody loses a use by what the household did meanwhile. Until that is on disk it counts as taken. */
async function cancelled(core: Core, allowed: Allowed, intent: Intent, why: Refusal): Promise<Refusal> {
  const visit = visitOf(allowed);
  await remember(core, { t: 'called-off', id: intent.id }).catch((error: unknown) =>
    core.log.error({ error: String(error) }, 'journal failed'),
  );
  settleVisits(core);
  void core.receipts.add({
    event: 'unlock-cancelled',
    door: allowed.door,
    answers: allowed.knock.hash,
    ...(visit === undefined ? {} : { visit }),
    detail: { cause: why.reason, ...(why.reason === 'blocked' ? { blockSeq: why.blockSeq } : {}), ...whoOf(allowed) },
  });
  return why;
}

export function whoOf(allowed: Allowed): { readonly leaf?: Uint8Array; readonly kid?: Uint8Array } {
  const { approvedBy } = allowed;
  const name = allowed.by === 'visitor' ? fromHex(leaf16Of(allowed.chain)) : fromHex(allowed.kid);
  if (name === undefined) return {};
  if (allowed.by === 'member') return { kid: name };
  return { leaf: name, ...(approvedBy === undefined ? {} : { kid: approvedBy }) };
}
