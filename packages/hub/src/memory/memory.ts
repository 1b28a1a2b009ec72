import {
  bringsRoster,
  openRecovery,
  openRoster,
  readDeclaration,
  readReceipt,
  toHex,
  type ArmedChains,
  type Primitives,
  type RosterState,
  type RosterTold,
  type StandingBlock,
} from '@latchkey/protocol';
import type { LogMemory } from '@latchkey/log';
import type { Replayed } from '../journal/entry.ts';
import { BlockMemory } from './block-memory.ts';
import { ChainMemory } from './chain-memory.ts';
import { DeclarationMemory } from './declaration-memory.ts';
import { DepartureMemory } from './departure-memory.ts';
import { EndingMemory } from './ending-memory.ts';
import { bytesOf } from './journalled.ts';
import { LookMemory } from './look-memory.ts';
import type { ReceiptLedger } from './receipt-ledger.ts';
import { RecoveryMemory } from './recovery-memory.ts';
import { RosterMemory, type Stood } from './roster-memory.ts';
import { ServerMemory } from './server-memory.ts';
import { StoryMemory } from './story-memory.ts';
import { SuspensionMemory } from './suspension-memory.ts';
import { UseMemory } from './use-memory.ts';

const NO_ROSTER: RosterState = {
  head: new Uint8Array(0),
  epoch: 0,
  homeId: new Uint8Array(16),
  members: new Map(),
  earlier: [],
};

/**
 * Everything the hub knows about its home: the journal, folded. `apply` is called for each entry once it is durable, and at a start
 * for all of them in order; nothing else changes it, so a restart remembers exactly what was confirmed.
 */
export class Memory {
  readonly #p: Primitives;
  roster: RosterState = NO_ROSTER;
  readonly rosters = new RosterMemory();
  readonly granted = new ChainMemory();
  readonly withdrawn = new BlockMemory();
  readonly endings = new EndingMemory();
  readonly uses = new UseMemory();
  readonly story = new StoryMemory();
  readonly failures = new Map<string, number>();
  readonly declarations = new DeclarationMemory();
  readonly looks = new LookMemory();
  readonly recovery = new RecoveryMemory();
  readonly suspensions = new SuspensionMemory();
  readonly departure = new DepartureMemory();
  readonly server = new ServerMemory();
  floorS = 0;
  voidUntilS: number | undefined;
  pairingSecret: Uint8Array | undefined;
  /** The public log of each server that this hub has had, by its address, as it last believed it: the server's, not the household's. */
  readonly publicLogs = new Map<string, LogMemory>();
  boots = 0;
  /** A household moved out, and none has come since. */
  left = false;
  /** The newest roster that this hub had taken once, as its own receipt proved after a rollback. */
  rosterTold: RosterTold | undefined;

  constructor(p: Primitives, entries: readonly Replayed[] = []) {
    this.#p = p;
    for (const entry of entries) this.apply(entry);
  }

  get paired(): boolean {
    return this.roster.epoch > 0;
  }

  /** This disk is an old one, and its newest roster has not come back: whoever was removed since may be in the one that it holds. */
  get behind(): boolean {
    return this.roster.epoch < (this.rosterTold?.epoch ?? 0);
  }

  /** Whoever counts at this hub now: the roster without suspended devices. Whatever asks whose signature counts asks this one. */
  get counting(): RosterState {
    return this.suspensions.counting(this.roster);
  }

  get chains(): ArmedChains {
    return this.granted.armed;
  }

  get verified(): ReadonlyMap<string, Uint8Array> {
    return this.granted.verified;
  }

  get blocks(): readonly StandingBlock[] {
    return this.withdrawn.standing;
  }

  get blockSeq(): number {
    return this.withdrawn.seq;
  }

  get receipts(): ReceiptLedger {
    return this.story.receipts;
  }

  get seq(): number {
    return this.story.seq;
  }

  get head(): Uint8Array {
    return this.story.head;
  }

  get hashAt(): StoryMemory['hashAt'] {
    return this.story.hashAt;
  }

  get answeredFork(): StoryMemory['answeredFork'] {
    return this.story.answeredFork;
  }

  apply(entry: Replayed): void {
    switch (entry.t) {
      case 'boot':
        this.boots++;
        return;
      case 'floor': {
        this.#lift(entry.unixS);
        return;
      }
      case 'pairing-secret':
        this.pairingSecret = entry.secret === '' ? undefined : bytesOf(entry.secret);
        return;
      case 'roster': {
        this.#roster(bytesOf(entry.link), entry.stood);
        return;
      }
      case 'chain':
        this.granted.keep(this.#p, entry.links.map(bytesOf));
        return;
      case 'chain-over':
        this.granted.over(entry.leaf16);
        return;
      case 'intent':
        this.uses.begin(entry);
        if (entry.unixS !== undefined) this.#lift(entry.unixS);
        return;
      case 'settled':
        this.uses.settle(entry.id);
        return;
      case 'called-off':
        this.uses.callOff(entry.id);
        return;
      case 'tapped':
        this.uses.tapped(entry);
        return;
      case 'tags-void':
        this.uses.voidAll(entry.tags);
        return;
      case 'block':
        this.withdrawn.stand(this.#p, entry.seq, bytesOf(entry.link));
        return;
      case 'block-ends':
        this.endings.begin(entry);
        return;
      case 'receipt': {
        this.#receipt(bytesOf(entry.link), entry.visit);
        return;
      }
      case 'receipts':
        this.story.addPack(entry.pack);
        return;
      case 'story':
        this.#story(entry.seq, bytesOf(entry.head), entry.unixS);
        return;
      case 'resumed': {
        this.#resumed(entry.rolledBack);
        return;
      }
      case 'attempts':
        if (entry.failures === 0) this.failures.delete(entry.key);
        else this.failures.set(entry.key, entry.failures);
        return;
      case 'declared': {
        this.#declared(bytesOf(entry.link));
        return;
      }
      case 'public-log': {
        const { at, log, witnesses, checkpoint } = entry;
        this.publicLogs.set(at, { log, witnesses, checkpoint });
        return;
      }
      case 'recovery': {
        this.#recovery(bytesOf(entry.link));
        return;
      }
      case 'recovery-ran':
        this.recovery.ran(entry.recovery, entry.ranMs);
        return;
      case 'recovery-over':
        this.recovery.over(this.roster.recoveryKey, entry.cause ?? 'refused');
        return;
      case 'suspended':
        this.suspensions.begin(entry.member, entry.by);
        return;
      case 'suspensions-ran':
        this.suspensions.ran(entry.ms);
        return;
      case 'suspension-lifted':
        this.suspensions.lift(entry.member);
        return;
      case 'looks':
        this.looks.turn(entry.on);
        return;
      case 'leaving':
        this.departure.begin(bytesOf(entry.id));
        return;
      case 'leaving-ran':
        this.departure.ran(entry.id, entry.ranMs);
        return;
      case 'leaving-longer':
        this.departure.lengthen();
        return;
      case 'leaving-over':
        this.departure.stay(bytesOf(entry.link));
        return;
      case 'look-rests':
        this.looks.rest(entry.member, entry.ms);
        return;
      case 'server':
        this.server.moved(this.#p, bytesOf(entry.link));
        return;
      case 'reset': {
        this.#reset();
        return;
      }
      default:
        return never(entry);
    }
  }

  #lift(unixS: number): void {
    this.floorS = Math.max(this.floorS, unixS);
  }

  #roster(bytes: Uint8Array, said: Stood | undefined): void {
    // A recovery is journalled as a roster only where it stands.
    const opened = openRoster(this.#p, bytes, this.paired ? this.roster : undefined, () => true);
    if (!opened.ok) throw new RangeError(`a journalled roster does not follow: ${opened.problem}`);
    // Earlier hubs did not journal what let a recovery stand.
    const stood = said ?? (this.recovery.isPending(opened.link) ? 'waited' : undefined);
    this.recovery.roster(opened.link, this.roster.recoveryKey);
    this.roster = opened.state;
    this.left = false;
    this.rosters.add(opened.link, { seq: this.seq, stood });
  }

  #recovery(bytes: Uint8Array): void {
    const opened = openRecovery(this.#p, bytes, this.roster);
    if (!opened.ok) throw new RangeError(`a journalled recovery does not follow: ${opened.problem}`);
    this.recovery.begin(opened.link);
  }

  #story(seq: number, head: Uint8Array, unixS: number | undefined): void {
    this.story.goOn(seq, head);
    if (unixS !== undefined) this.#lift(unixS);
  }

  /** Where more than this is made of one, its event is none of those that `tidied` leaves out. */
  #receipt(bytes: Uint8Array, visit: string | undefined): void {
    const read = readReceipt(this.#p, bytes, this.head);
    if (!read.ok) throw new RangeError('a journalled receipt cannot be read');
    const { hash, claims } = read.link;
    this.#story(claims.seq, hash, claims.iat);
    this.receipts.add({ seq: claims.seq, hash, bytes, ...(visit === undefined ? {} : { visit }) });
    const { event, answers, detail } = claims;
    if (detail?.member !== undefined) this.suspensions.said(event, toHex(detail.member));
    this.departure.said(event);
    if (bringsRoster(event)) this.rosters.said(detail?.epoch);
    this.recovery.said(event);
    if (event === 'server-changed' && answers !== undefined) this.server.said(answers);
    if (event === 'declared' && answers !== undefined) this.declarations.said(answers);
    this.looks.said(claims);
    this.endings.said(claims);
    if (event === 'clock-set-back') this.#setBack(detail?.timeS ?? this.floorS);
    if (event === 'moved-out') this.#reset();
  }

  /** An admin beside the hub said what time it is: grants that are void up to a later one would be void for years. */
  #setBack(unixS: number): void {
    this.floorS = unixS;
    if (this.voidUntilS !== undefined) this.voidUntilS = Math.min(this.voidUntilS, unixS);
  }

  #declared(bytes: Uint8Array): void {
    const read = readDeclaration(this.#p, bytes);
    if (!read.ok) throw new RangeError('a journalled declaration cannot be read');
    this.declarations.add(read.link);
  }

  /** A device has seen more than this disk holds, or says so without proof. */
  #resumed(rolledBack: Extract<Replayed, { t: 'resumed' }>['rolledBack']): void {
    if (rolledBack === undefined) return;
    const { claimed, roster } = rolledBack;
    if (claimed === undefined) this.recovery.over(this.roster.recoveryKey, 'rolled-back');
    this.voidUntilS = Math.max(this.voidUntilS ?? 0, rolledBack.voidUntilS);
    if (roster !== undefined) this.rosterTold = { epoch: roster.epoch, hash: bytesOf(roster.hash) };
    this.withdrawn.seen(rolledBack.blockSeq ?? 0);
    this.story.rolledBack(rolledBack);
  }

  /**
   * The receipts stay: they are the next household's proof of nothing, and the last one's of everything. So does the ledger, and what
   * was granted before is void: the same phone may pair again, and a use that was taken or a visit that was blocked must not come back.
   */
  #reset(): void {
    this.voidUntilS = Math.max(this.voidUntilS ?? 0, this.floorS);
    this.rosterTold = undefined;
    this.left = true;
    this.roster = NO_ROSTER;
    this.rosters.forget();
    this.granted.forget();
    this.withdrawn.forget();
    this.endings.forget();
    this.uses.open.clear();
    this.failures.clear();
    this.declarations.forget();
    this.recovery.forget();
    this.suspensions.forget();
    this.departure.forget();
    this.looks.forget();
  }
}

function never(value: never): never {
  throw new RangeError(`no such entry: ${JSON.stringify(value)}`);
}
