import {
  ACTION, decodeTrustCode, sameKey, encodePresentation, FLAG, fromBase64url, makePairingConfirm, makePairingHello, parcelCommitment,
  signApproval, signGrant, signMemberAsk, signMemberKnock, signResume, signRoster, signTime,
  type BlockTarget, type Link, type Roster, type Signer,
} from '@latchkey/protocol'; // prettier-ignore
import type { Hub } from '@latchkey/hub';
import { person, primitives as p } from '../people.ts';
import type { VisitTruth } from '../record.ts';
import type { SimulatedServer } from '../server.ts';
import type { Answer, World } from '../world.ts';
import { signSeries, type Appointment, type SeriesTerms } from './series.ts';
import { Story } from './story.ts';
import { handed } from './hand-over.ts';
import type { Visit } from './visit.ts';
import { drawnWish, PLAIN, type Wish } from './wish.ts';
import { target, Withdrawals, type Reach } from './withdrawals.ts';

/** What the devices of one household know in common. */
interface Household {
  carrier: Signer;
  hubId: Uint8Array;
  roster: Link<Roster> | undefined;
}

const bytesOf = (answer: Answer): Uint8Array | undefined =>
  answer.ok ? fromBase64url(answer.message ?? '') : undefined;

/** Anna and her app: real grants, blocks, knocks, answers to a start and to a question for the time. */
export class Member {
  readonly #world: World;
  readonly #self;
  readonly #household: Household;
  /** What this device let others do. */
  readonly granted: VisitTruth[] = [];
  /** Not of the household any more, as the app of whoever removed them says. */
  gone = false;
  readonly story: Story;
  readonly #withdrawals: Withdrawals;
  /** What this device told to a start that holds less, and was heard with. */
  readonly #heardWith = new Set<string>();

  constructor(world: World, household?: Household, self = person(world.dice)) {
    this.#world = world;
    this.#self = self;
    this.story = new Story(world.hubKey.key, world.variant);
    this.#withdrawals = new Withdrawals(world, () => this.hubId);
    this.#household = household ?? { carrier: person(world.dice).signer, hubId: new Uint8Array(16), roster: undefined };
  }

  get key(): Signer['key'] {
    return this.#self.signer.key;
  }

  get hubId(): Uint8Array {
    return this.#household.hubId;
  }

  async pair(): Promise<void> {
    const { dice, unixS, hub } = this.#world;
    const code = decodeTrustCode(hub?.pairing.code ?? '');
    if (code === undefined || hub === undefined) throw new Error('no pairing code');
    this.#household.hubId = hub.core.hubId;
    const { signer, sealingKey } = this.#self;
    const hello = makePairingHello(p, code, { memberKey: signer.key, sealingKey, nonce: dice.bytes(16) });
    const answer = await this.#world.ask('pairing', hello);
    const said = answer === undefined ? undefined : bytesOf(answer);
    if (said === undefined) throw new Error('pairing was refused');
    const members = [{ role: 1, key: signer.key, sealingKey, name: 'Anna' }];
    const roster = await signRoster(p, signer, { iat: unixS, homeId: dice.bytes(16), epoch: 1, members });
    this.#household.roster = roster;
    const done = await this.#world.ask('roster', makePairingConfirm(p, code, hello, said, roster));
    if (done?.ok !== true) throw new Error('the first roster was refused');
  }

  /** One more device of this household. */
  async takeIn(role: 1 | 2): Promise<Member> {
    const other = new Member(this.#world, this.#household);
    const { signer, sealingKey } = other.#self;
    await this.#next((members) => [...members, { role, key: signer.key, sealingKey, name: 'Ben' }]);
    return other;
  }

  /** Somebody who goes by this device's name and signs with another key. Nothing is owed to them. */
  feigned(by: Signer): Member {
    const { signer, sealingKey } = this.#self;
    const self = { sealingKey, signer: { ...by, key: signer.key } };
    const other = new Member(this.#world, this.#household, self);
    other.gone = true;
    return other;
  }

  /** The app says *removed* only after the hub's receipt. */
  async remove(other: Member): Promise<void> {
    const { clock, variant } = this.#world;
    const atHub = variant.memberRemovesInTheAppOnly !== true;
    if (atHub && !(await this.#next((members) => members.filter(({ key }) => !sameKey(key, other.key))))) return;
    other.gone = true;
    for (const truth of other.granted) truth.giverGoneMs ??= clock.nowMs;
  }

  /** Whether the hub took the roster after this one. */
  async #next(change: (members: Roster['members']) => Roster['members']): Promise<boolean> {
    const { roster } = this.#household;
    if (roster === undefined) throw new Error('nobody has paired');
    const { claims, hash } = roster;
    const { unixS } = this.#world;
    const said = { ...claims, iat: unixS, epoch: claims.epoch + 1, members: change(claims.members) };
    const next = await signRoster(p, this.#self.signer, said, hash);
    const answer = await this.#world.ask('roster', next.bytes);
    if (answer?.ok === true) this.#household.roster = next;
    return answer?.ok === true;
  }

  /** Without a wish the dice decide. */
  async grant(wish?: Partial<Wish>): Promise<Visit> {
    const { dice, unixS, record } = this.#world;
    const { carrier } = this.#household;
    const courier = person(dice).signer;
    const [cti, visitId] = [dice.bytes(16), dice.bytes(16)];
    const parcel = `JJD${dice.between(100_000, 999_999)}`;
    const { uses, doors, fromS, forS, mustRecord, mustBeThere, asks } =
      wish === undefined ? drawnWish(dice) : { ...PLAIN, ...wish };
    const nbf = unixS + fromS;
    const exp = nbf + forS;
    const flags = FLAG.mustRelock | (mustRecord ? FLAG.mustRecord : 0) | (mustBeThere ? FLAG.atDoor : 0) | (asks ? FLAG.memberApproves : 0); // prettier-ignore
    const grant = await signGrant(p, this.#self.signer, {
      nbf, exp, iat: unixS, cti, holder: carrier.key, hubId: this.hubId, doors, uses, flags,
      maxOpenSeconds: 120, depth: [1, 2], visitId, parcels: [parcelCommitment(p, cti, parcel)],
    }); // prettier-ignore
    const truth: VisitTruth = {
      name: `visit ${record.visits.length + 1}`,
      doors,
      uses,
      nbfS: nbf,
      expS: exp,
      mustRecord,
      mustBeThere,
      asks,
      grant: grant.claims,
      giver: this.key,
    };
    this.#let(truth);
    return handed(this.#world, carrier, { truth, links: [grant.bytes], grantHash: grant.hash, visitId, parcel, dates: [truth], carrier }, courier); // prettier-ignore
  }

  /** To a person's own key, one opening a date. */
  async series(name: string, dates: readonly Appointment[], terms: SeriesTerms): Promise<Visit> {
    const visit = await signSeries(this.#world, { by: this.#self.signer, hubId: this.hubId }, name, dates, terms);
    for (const truth of visit.dates) this.#let(truth);
    return visit;
  }

  #let(truth: VisitTruth): void {
    this.#world.record.visits.push(truth);
    this.granted.push(truth);
    if (this.gone) truth.giverGoneMs = 0;
  }

  block(visit: Visit, reach: Reach = {}): Promise<void> {
    return this.blockMany(target.visit(visit), reach);
  }

  blockMany(what: BlockTarget, reach: Reach = {}): Promise<void> {
    return this.#withdrawals.block(this.#self.signer, what, reach);
  }

  divert(visit: Visit, reach: Reach = {}): Promise<void> {
    return this.#withdrawals.divert(this.#self.signer, visit, reach);
  }

  /** This household's carrier gives up what it gave that courier's device. */
  async carrierBlocks(visit: Visit, what: BlockTarget, reach: Reach = {}): Promise<void> {
    if (visit.carrier !== undefined) await this.#withdrawals.carrierBlocks(visit.carrier, visit, what, reach);
  }

  get carrierKey(): Signer['key'] {
    return this.#household.carrier.key;
  }

  /** Parcels come by another one from now on. */
  changeCarrier(): void {
    this.#household.carrier = person(this.#world.dice).signer;
  }

  /** To a knock that waits, as the app of whoever looks at its picture: over the hash of that knock. */
  async says(knock: Uint8Array, no: boolean, more: Parameters<World['post']>[3]): Promise<void> {
    const claims = { iat: this.#world.unixS, hubId: this.hubId, ...(no ? { no: 1 as const } : {}) };
    const { bytes } = await signApproval(p, this.#self.signer, claims, knock);
    this.#world.post('approval', bytes, [], more);
  }

  /** On the LAN and without any server: ask and knock, at once. */
  async open(door: number, action: 1 | 2 = ACTION.unlock): Promise<void> {
    const world = this.#world;
    const head = this.#household.roster?.hash ?? new Uint8Array(32);
    const ask = await signMemberAsk(p, this.#self.signer, { door, random: world.dice.bytes(16) }, head);
    const asked = await world.ask('member-ask', encodePresentation({ kind: 'member', knock: ask.bytes }));
    const nonce = asked === undefined ? undefined : bytesOf(asked);
    const refused = (answer: Answer | undefined) => {
      if (
        answer?.ok === false &&
        !this.gone &&
        world.hub !== undefined &&
        world.wires.connected &&
        action === ACTION.unlock
      )
        world.record.membersKeptOut.push(`door ${door}: ${answer.refusal.reason}`);
    };
    if (nonce === undefined) {
      refused(asked);
      return;
    }
    const knock = await signMemberKnock(p, this.#self.signer, { nonce, door, action }, head);
    if (action === ACTION.unlock)
      world.record.knocks.push({
        id: world.record.knocks.length,
        door,
        by: 'member',
        entitled: !this.gone,
        heardMs: [world.clock.nowMs],
        spent: false,
      });
    refused(await world.ask('member-knock', encodePresentation({ kind: 'member', knock: knock.bytes })));
  }

  /** What the app does by itself whenever it has a line: reads on, answers a start, tells the time. */
  async attend(server = this.#world.server): Promise<void> {
    const { hub } = server;
    if (!server.connected || hub === undefined) return;
    this.story.read(server);
    if (server.wantsResume || this.#knowsMoreThan(hub)) await this.#resume(hub.core.bootId, server);
    if (server.timeNonce !== undefined) await this.#time(server.timeNonce, server);
  }

  /** On the LAN, with what this device has read so far: it has had no line since. */
  async vouchUnread(): Promise<void> {
    const { hub, server } = this.#world;
    if (hub === undefined) return;
    server.wantsResume = false;
    await this.#world.ask('resume', await this.#word(hub.core.bootId));
  }

  /** A start goes on with less than this device has seen: somebody else has answered it. Whether it heard this device already, its app remembers. */
  #knowsMoreThan(hub: Hub): boolean {
    const { variant } = this.#world;
    const { seq, blockSeq } = hub.core.memory;
    if (seq >= this.story.seen.seq && blockSeq >= this.story.blockSeqSeen) return false;
    const silent = variant.memberResumesBlindly === true || variant.memberAnswersOnlyWhoAsks === true;
    return !silent && !this.#heardWith.has(this.#wordName(hub.core.bootId));
  }

  #wordName(bootId: Uint8Array): string {
    return [...bootId, this.story.seen.seq, this.story.blockSeqSeen].join('.');
  }

  async #resume(bootId: Uint8Array, server: SimulatedServer): Promise<void> {
    const name = this.#wordName(bootId);
    server.wantsResume = false;
    this.#world.post('resume', await this.#word(bootId), [], {
      heard: () => this.#heardWith.add(name),
      near: this.#isNear(server),
    });
  }

  async #word(bootId: Uint8Array): Promise<Uint8Array> {
    const { unixS, variant, server } = this.#world;
    const memory = server.hub?.core.memory;
    const blind = variant.memberResumesBlindly === true && memory !== undefined;
    const { seq, head } = blind ? memory : this.story.seen;
    const blockSeq = blind ? memory.blockSeq : this.story.blockSeqSeen;
    const epoch = this.#household.roster?.claims.epoch ?? 1;
    const told = blind ? {} : this.story.told;
    const claims = { iat: unixS, hubId: this.hubId, bootId, seq, head, epoch, blockSeq, ...told };
    return (await signResume(p, this.#self.signer, claims)).bytes;
  }

  /** Not the server's page: the hub's own. */
  #isNear(server: SimulatedServer): boolean {
    return server !== this.#world.server;
  }

  async #time(asked: string, server: SimulatedServer): Promise<void> {
    const { unixS, clock } = this.#world;
    const signedMs = clock.worldMs;
    server.timeNonce = undefined;
    const nonce = fromBase64url(asked);
    if (nonce === undefined) return;
    const claims = { iat: unixS, nonce, hubId: this.hubId, blockSeq: this.story.blockSeqSeen };
    this.#world.post('time', (await signTime(p, this.#self.signer, claims)).bytes, [], {
      arrives: () => this.#world.memberTold(signedMs),
      near: this.#isNear(server),
    });
  }
}
