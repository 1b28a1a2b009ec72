import { generateSealingKeys, rawSealingKey } from '../../packages/keys/src/index.ts';
import type { Answer } from '../../packages/hub/src/agent/answer.ts';
import type { OwnPagePort } from '../../packages/hub/src/agent/ports.ts';
import { Paper } from '../../packages/hub/src/agent/testing/paper.ts';
import { bytesOf, p, TestServer, unlike } from '../../packages/hub/src/agent/testing/powered-home.ts';
import { hexKid, Shared } from '../../packages/hub/src/agent/testing/shared-home.ts';
import type { Visit } from '../../packages/hub/src/agent/testing/test-home.ts';
import {
  encodePresentation,
  FLAG,
  fromBase64url,
  mailFor,
  makeDeparture,
  makeSetBack,
  NONCE_LIFE_MS,
  PLACE,
  readPresenceCode,
  readReceipt,
  ROLE,
  sameBytes,
  signApproval,
  signDivert,
  signInquiry,
  signLook,
  signMemberAsk,
  signMove,
  signVeto,
  type Receipt,
  type Roster,
} from '../../packages/protocol/src/index.ts';
import type { Dice } from '../../packages/protocol/src/testing/dice.ts';
import { Acts, HoldingRelay } from './holding-relay.ts';
import { Knowledge } from './knowledge.ts';

/** The plug is out before one of so many writes, and after so long at the latest. */
const MOST_WRITES = 12;
const LONGEST_QUIET_MS = 1_800_000;
const [MOST_COPIES, PUT_BACK_ONE_IN] = [4, 6];
/** A turn may wait so long for what lies before it, and an approval so much longer. */
const TURN_MS = 8000;
const APPROVAL_MS = 60_000;
/** A visit begins a minute before it is granted. */
const LAGS_S = 50;
/** A device sends again what nobody answers; so often, then a person gives up. */
const TRIES = 6;
const isSilent = (answer: Answer): boolean => !answer.ok && answer.refusal.reason === 'silent';
const nobody: OwnPagePort = { origin: 'http://127.0.0.1:8404', mail: () => Promise.resolve(undefined), welcome: () => Promise.resolve(false) }; // prettier-ignore

/** Anna, Cleo and Robin, whose server is hostile: what each says in a day, of every kind that a hub hears. */
export class RelayedHousehold extends Shared {
  readonly acts = new Acts(this);
  #relay: HoldingRelay | undefined;
  readonly #dice: Dice;
  #number = 0;
  readonly #knowledge = new Knowledge();
  readonly #rosters: Uint8Array[] = [];
  readonly #copies: Uint8Array[] = [];
  starts = 0;
  rollbacks = 0;
  /** Servers that Anna named at home. */
  readonly named = new Set<string>();

  private constructor(dice: Dice) {
    super();
    this.#dice = dice;
    this.atHome = { line: new TestServer(), page: nobody };
    this.serverPort = {
      at: () => 'https://old.example.org',
      line: () => 'up',
      changed: () => undefined,
      mail: () => Promise.resolve(undefined),
      welcome: () => Promise.resolve(false),
    };
  }

  static async moveIn(dice: Dice): Promise<RelayedHousehold> {
    const home = new RelayedHousehold(dice);
    await home.pairWith({ who: home.robin, role: ROLE.resident }, { who: home.cleo, role: ROLE.admin });
    home.relay.holds = true;
    return home;
  }

  override async plugIn(): Promise<void> {
    await super.plugIn();
    const parts = { passed: this.acts.passed, before: this.#relay, current: () => this.relay };
    this.#relay = new HoldingRelay(this, this.#dice, parts);
    this.starts++;
  }

  override unplug(survivor?: Uint8Array): void {
    this.#knowledge.readOn(this.hub.core);
    this.relay.dies();
    super.unplug(survivor);
  }

  /** The plug is pulled before some write that comes from now on; whatever that leaves is found. Once in a while somebody puts an older disk back meanwhile. */
  losesPower(): void {
    const { disk, clock } = this;
    const pull = disk.boundaries + this.#dice.below(MOST_WRITES);
    disk.pullBefore = pull;
    const starts = () => {
      if (this.disk === disk) void this.#startsAnew();
    };
    disk.meanwhile = (boundary) => {
      if (boundary === pull) clock.after(0, starts);
    };
    clock.after(LONGEST_QUIET_MS, starts);
  }

  /** Somebody copies the disk, to put it back some day. */
  copiesDisk(): void {
    this.#copies.push(this.disk.durable.slice());
    if (this.#copies.length > MOST_COPIES) this.#copies.splice(this.#dice.below(MOST_COPIES), 1);
  }

  async #startsAnew(): Promise<void> {
    const copy = this.#dice.oneIn(PUT_BACK_ONE_IN) && this.#copies.length > 0 ? this.#dice.pick(this.#copies) : undefined;
    if (copy !== undefined) this.rollbacks++;
    this.unplug(copy ?? this.#dice.pick(this.disk.survivors()));
    await this.plugIn();
  } // prettier-ignore

  /** As the apps do it whenever a hub has started: what this one lacks of rosters, and Anna's word about the rest, until it goes on. */
  async answersTheStart(): Promise<void> {
    for (let n = 0; n < TRIES && !this.#goesOn; n++) {
      await this.insists(() => this.resume());
      for (const bytes of this.#rosters) await this.insists(() => this.hub.answer('roster', bytes));
      await this.clock.pass(1000);
    }
    this.#knowledge.readOn(this.hub.core);
  }

  get #goesOn(): boolean {
    const { resumed, memory } = this.hub.core;
    return resumed && !memory.behind;
  }

  /** Of what Anna's phone has verified, and not of what the hub happens to hold. */
  override resume(): Promise<Answer> {
    this.#knowledge.readOn(this.hub.core);
    return super.resume(this.#knowledge.seen);
  }

  /** Everything that the hub told its server, each receipt once. */
  told(): readonly Receipt[] {
    const all = this.server.said.flatMap((said) => (said.type === 'receipt' ? [said.receipt] : []));
    return [...new Set(all)].flatMap((text) => {
      const read = readReceipt(p, fromBase64url(text) ?? new Uint8Array(0));
      return read.ok ? [read.link.claims] : [];
    });
  }

  get relay(): HoldingRelay {
    if (this.#relay === undefined) throw new Error('the hub is unplugged');
    return this.#relay;
  }

  /** A roster is sent until the hub has said something: its next one stands on it. One that it does not take has never been. */
  override async nextRoster(change: Partial<Roster> = {}): Promise<Answer> {
    const before = this.roster;
    let answer = await super.nextRoster(change);
    const { bytes, hash } = this.roster ?? { bytes: new Uint8Array(0), hash: new Uint8Array(0) };
    while (isSilent(answer)) answer = await this.hub.answer('roster', bytes);
    // Taken by a hub that died over its answer, or by nobody.
    if (answer.ok || sameBytes(this.hub.core.memory.roster.head, hash)) this.#rosters.push(bytes);
    else this.roster = before;
    return answer;
  }

  /** A courier who comes as meant. True: the door opened for them, and is shut again behind them. */
  async comes(visit: Visit): Promise<Answer> {
    const answer = await this.acts.mean('knock', nameOf(visit), NONCE_LIFE_MS + TURN_MS, () => this.knocks(visit));
    if (answer.ok) await this.goThrough();
    return answer;
  }

  /** A courier who comes although nobody means it any more. */
  async comesInVain(visit: Visit): Promise<Answer> {
    return this.knocks(visit);
  }

  async approved(visit: Visit, no: boolean): Promise<void> {
    const before = this.server.said.length;
    await this.knocks(visit);
    const asked = this.server.said.slice(before).find((said) => said.type === 'approval-wanted');
    if (asked?.type !== 'approval-wanted') return;
    const claims = { iat: this.unixS, hubId: this.hub.core.hubId, ...(no ? { no: 1 as const } : {}) };
    const { bytes } = await signApproval(p, this.anna, claims, fromBase64url(asked.knock) ?? new Uint8Array(32));
    const say = () => this.insists(() => this.hub.answer('approval', bytes));
    await (no ? say() : this.acts.mean('approval', nameOf(visit), APPROVAL_MS + TURN_MS, say));
    await this.clock.pass(TURN_MS);
    await this.goThrough();
  }

  async memberOpens(): Promise<void> {
    const name = `Anna ${String(this.#number++)}`;
    const answer = await this.acts.mean('member-knock', name, NONCE_LIFE_MS + TURN_MS, () => this.memberKnock());
    if (answer.ok) await this.goThrough();
  }

  divert(visit: Visit, block: Uint8Array): Promise<Answer> {
    const claims = { iat: this.unixS, cti: unlike(16), hubId: this.hub.core.hubId, visitId: visit.visitId, place: PLACE.neighbour, block }; // prettier-ignore
    return this.insists(async () =>
      this.hub.answer('divert', (await signDivert(p, this.anna, claims, visit.grant.hash)).bytes, [visit.grant.bytes]),
    );
  }

  async inquires(visit: Visit): Promise<Answer> {
    const sealingKey = await rawSealingKey((await generateSealingKeys()).publicKey);
    const claims = { nonce: unlike(16), hubId: this.hub.core.hubId, sealingKey };
    const { bytes } = await signInquiry(p, this.carrier, claims, visit.grant.hash);
    return this.hub.answer('inquiry', bytes, [visit.grant.bytes]);
  }

  async looks(): Promise<void> {
    const ask = await signMemberAsk(p, this.robin, { door: 1, random: unlike(16) }, this.roster?.hash ?? unlike(32));
    const asked = await this.insists(() =>
      this.hub.answer('member-ask', encodePresentation({ kind: 'member', knock: ask.bytes })),
    );
    if (!asked.ok) return;
    const sealingKey = new Uint8Array(65).fill(4);
    const claims = { nonce: bytesOf(asked), hubId: this.hub.core.hubId, door: 1, seconds: 60, sealingKey };
    await this.hub.answer('look', (await signLook(p, this.robin, claims)).bytes);
  }

  /** Cleo's phone is lost and found again; whoever stands beside the hub says so until it was heard. */
  async losesAndFindsAPhone(): Promise<void> {
    await this.refusesRecoveries();
    await this.insists(() => this.suspend(this.robin, this.cleo));
    await this.findsThePhone();
    await this.clock.pass(1000);
  }

  async findsThePhone(): Promise<void> {
    while (this.hub.core.memory.suspensions.stands(hexKid(this.cleo))) await this.lift(this.robin, this.cleo);
  }

  /** The button is held, and whoever lives there takes it back. */
  async almostMovesOut(): Promise<void> {
    await this.press(6000);
    await this.stays();
  }

  async stays(): Promise<void> {
    for (;;) {
      const { hubId, memory } = this.hub.core;
      if (memory.departure.leaving === undefined) return;
      await this.press();
      const { id: of } = memory.departure.leaving;
      const code = readPresenceCode(this.display ?? '') ?? '000000000000';
      await this.hub.answer('depart', (await makeDeparture(p, this.robin, { hubId, says: 'stay', of, code })).bytes);
    }
  }

  /** Beside the hub, whose clock lags a little then, until members have lifted it; what was used before is used all the same. */
  async setsTheClockBack(): Promise<void> {
    await this.press();
    const { hubId, bootId, time } = this.hub.core;
    const code = readPresenceCode(this.display ?? '') ?? '000000000000';
    const said = { hubId, bootId, floor: time.floorS, iat: this.unixS - LAGS_S, code };
    const { bytes } = await makeSetBack(p, this.anna, said);
    await this.insists(() => this.hub.answer('set-back', bytes));
    // Each word of a member's lifts it by half a minute at most.
    for (let n = 0; n < TRIES; n++) {
      this.hub.line.wantTime();
      await this.tellTime();
    }
  }

  /** A sheet is printed, used, and refused. */
  async recovers(): Promise<void> {
    const paper = await Paper.printed(this);
    const recovery = await untilHeard(() => paper.recovery());
    await this.insists(() => paper.send(recovery));
    await this.insists(() => paper.veto(recovery, this.cleo));
  }

  /** Every app shows a recovery that waits, in every state, and every member refuses it. */
  async refusesRecoveries(): Promise<void> {
    for (;;) {
      const { pending } = this.hub.core.memory.recovery;
      if (pending === undefined) return;
      const veto = await signVeto(p, this.cleo, { iat: this.unixS, hubId: this.hub.core.hubId }, pending.link.hash);
      await this.hub.answer('veto', veto.bytes);
    }
  }

  /** At home, where the relay has no say; that the hub then looks for another server belongs to other tests. */
  async moves(): Promise<void> {
    const { hubId, bootId, memory } = this.hub.core;
    const server = `https://doors${String(this.#number++)}.example.org`;
    const { bytes } = await signMove(p, this.anna, { hubId, server, bootId }, memory.server.head);
    this.named.add(server);
    await this.hub.answer('move', bytes, [], 'page');
  }

  async asksAround(): Promise<void> {
    await this.resume();
    await this.tellTime();
    await this.hub.answer('state', unlike(16));
    await this.hub.answer('page', unlike(16));
    const [chain] = [...this.hub.core.memory.chains.values()].slice(-1);
    await this.hub.answer('tally', chain?.grant.claims.visitId ?? unlike(16));
    await this.hub.answer('mailbox', mailFor(unlike(16), Uint8Array.of(1, 2)));
    // Free to leave in any case: the hub locks no other door by itself, and no visitor comes in there.
    await this.declare(this.#dice.pick([1, 3]), ++this.#number);
    await untilHeard(() => this.access());
  }

  /** As a courier's device does it: asks until it has a challenge, then sends the very same knock again. */
  private async knocks(visit: Visit): Promise<Answer> {
    const asked = await this.insists(() => this.ask(visit));
    if (!asked.ok) return asked;
    const bytes = await this.knockBytes(visit, bytesOf(asked));
    return this.insists(() => this.waitFor(this.hub.answer('knock', bytes)));
  }

  visitThatAsks(): Promise<Visit> {
    return this.visit({ flags: FLAG.mustRecord | FLAG.mustRelock | FLAG.memberApproves });
  }

  async insists(say: () => Promise<Answer>): Promise<Answer> {
    let answer = await say();
    for (let n = 1; n < TRIES && isSilent(answer); n++) answer = await say();
    return answer;
  }
}

const nameOf = ({ visitId }: Visit): string => Buffer.from(visitId).toString('hex');

/** For whoever reads an answer: a held message has none. */
const untilHeard = async <T>(ask: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Error && error.message.endsWith('silent'))) throw error;
    }
  }
};
