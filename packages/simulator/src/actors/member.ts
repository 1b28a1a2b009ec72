import {
  ACTION, decodeTrustCode, encodePresentation, FIRST, FLAG, fromBase64url, makePairingConfirm, makePairingHello, parcelCommitment, readReceipt,
  signAssignment, signBlock, signGrant, signMemberAsk, signMemberKnock, signResume, signRoster, signTime, TARGET, verifyReceiptChain,
  type Link, type ReceiptHead, type Roster, type Signer,
} from '@latchkey/protocol'; // prettier-ignore
import { person, primitives as p } from '../people.ts';
import type { VisitTruth } from '../record.ts';
import type { Answer, World } from '../world.ts';

export interface Visit {
  readonly truth: VisitTruth;
  readonly links: readonly Uint8Array[];
  readonly leafHash: Uint8Array;
  readonly courier: Signer;
  readonly visitId: Uint8Array;
  readonly parcel: string;
}

const bytesOf = (answer: Answer): Uint8Array | undefined =>
  answer.ok ? fromBase64url(answer.message ?? '') : undefined;

/** Anna and her app: real grants, blocks, knocks, answers to a start and to a question for the time. */
export class Member {
  readonly #world: World;
  readonly #self;
  readonly #carrier;
  #roster: Link<Roster> | undefined;
  /** How far the receipts verify that this device has seen. */
  seen: ReceiptHead = FIRST;
  /** The server's word that nothing is missing, as this app shows it: the highest number it calls complete. */
  completeTo = 0;
  blockSeqSeen = 0;
  hubId: Uint8Array = new Uint8Array(16);

  constructor(world: World) {
    this.#world = world;
    this.#self = person(world.dice);
    this.#carrier = person(world.dice).signer;
  }

  async #ask(method: Parameters<World['say']>[0], message: Uint8Array): Promise<Answer | undefined> {
    let answer: Answer | undefined;
    this.#world.say(method, message, [], (given) => (answer = given));
    for (let i = 0; i < 100 && answer === undefined && this.#world.hub !== undefined; i++)
      await this.#world.clock.pass(10);
    return answer;
  }

  async pair(): Promise<void> {
    const { dice, unixS, hub } = this.#world;
    const code = decodeTrustCode(hub?.pairing.code ?? '');
    if (code === undefined || hub === undefined) throw new Error('no pairing code');
    this.hubId = hub.core.hubId;
    const { signer, sealingKey } = this.#self;
    const hello = makePairingHello(p, code, { memberKey: signer.key, sealingKey, nonce: dice.bytes(16) });
    const answer = await this.#ask('pairing', hello);
    const said = answer === undefined ? undefined : bytesOf(answer);
    if (said === undefined) throw new Error('pairing was refused');
    const members = [{ role: 1, key: signer.key, sealingKey, name: 'Anna' }];
    this.#roster = await signRoster(p, signer, { iat: unixS, homeId: dice.bytes(16), epoch: 1, members });
    const done = await this.#ask('roster', makePairingConfirm(p, code, hello, said, this.#roster));
    if (done?.ok !== true) throw new Error('the first roster was refused');
  }

  async grant(): Promise<Visit> {
    const { dice, unixS, record } = this.#world;
    const courier = person(dice).signer;
    const [cti, visitId] = [dice.bytes(16), dice.bytes(16)];
    const parcel = `JJD${dice.between(100_000, 999_999)}`;
    const uses = dice.chance(0.8) ? 1 : 2;
    const doors = dice.chance(0.7) ? [1] : dice.chance(0.5) ? [2] : [1, 2];
    const nbf = unixS + (dice.chance(0.85) ? -60 : dice.between(60, 300));
    const exp = nbf + (dice.chance(0.8) ? dice.between(300, 3600) : 90);
    const mustRecord = dice.chance(0.85);
    const flags = FLAG.mustRelock | (mustRecord ? FLAG.mustRecord : 0);
    const grant = await signGrant(p, this.#self.signer, {
      nbf, exp, iat: unixS, cti, holder: this.#carrier.key, hubId: this.hubId, doors, uses, flags,
      maxOpenSeconds: 120, depth: [1, 2], visitId, parcels: [parcelCommitment(p, cti, parcel)],
    }); // prettier-ignore
    const claims = { nbf, exp, iat: unixS, cti: dice.bytes(8), holder: courier.key, depth: [0, 0] as [number, number] };
    const leaf = await signAssignment(p, this.#carrier, claims, grant.hash);
    const truth: VisitTruth = {
      name: `visit ${record.visits.length + 1}`,
      doors,
      uses,
      nbfS: nbf,
      expS: exp,
      mustRecord,
      grant: grant.claims,
    };
    record.visits.push(truth);
    return { truth, links: [grant.bytes, leaf.bytes], leafHash: leaf.hash, courier, visitId, parcel };
  }

  /** The app says *blocked* only after the hub's receipt. */
  async block(visit: Visit, way: 'net' | 'lan'): Promise<void> {
    const world = this.#world;
    const target = { type: TARGET.visit, id: visit.visitId };
    const link = await signBlock(p, this.#self.signer, {
      iat: world.unixS,
      cti: world.dice.bytes(16),
      hubId: this.hubId,
      target,
    });
    const heard = (answer: Answer) => {
      const receipt = bytesOf(answer);
      const read = receipt === undefined ? undefined : readReceipt(p, receipt);
      if (read?.ok !== true) return;
      visit.truth.blockedMs ??= world.clock.nowMs;
      visit.truth.blockNamedBegun ??= (read.link.claims.detail?.begun ?? []).length > 0;
      world.record.say(world.clock.nowMs, `the hub has confirmed the block of ${visit.truth.name}`);
    };
    if (way === 'lan') world.say('block', link.bytes, [], heard);
    else world.post('block', link.bytes, [], { heard });
  }

  /** On the LAN and without any server: ask and knock, at once. */
  async open(door: number, action: 1 | 2 = ACTION.unlock): Promise<void> {
    const world = this.#world;
    const head = this.#roster?.hash ?? new Uint8Array(32);
    const ask = await signMemberAsk(p, this.#self.signer, { door, random: world.dice.bytes(16) }, head);
    const asked = await this.#ask('member-ask', encodePresentation({ kind: 'member', knock: ask.bytes }));
    const nonce = asked === undefined ? undefined : bytesOf(asked);
    const refused = (answer: Answer | undefined) => {
      if (answer?.ok === false && world.hub !== undefined && world.wires.connected && action === ACTION.unlock)
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
        entitled: true,
        heardMs: [world.clock.nowMs],
        spent: false,
      });
    refused(await this.#ask('member-knock', encodePresentation({ kind: 'member', knock: knock.bytes })));
  }

  /** What the app does by itself whenever it has a line: reads on, answers a start, tells the time. */
  async attend(): Promise<void> {
    const { server, hub } = this.#world;
    if (!server.connected || hub === undefined) return;
    this.#readOn();
    if (server.wantsResume) await this.#resume(hub.core.bootId);
    if (server.timeNonce !== undefined) await this.#time(server.timeNonce);
  }

  #readOn(): void {
    const { server, variant, hubKey } = this.#world;
    const next: Uint8Array[] = [];
    for (let seq = this.seen.seq + 1; ; seq++) {
      const bytes = fromBase64url(server.receipts.get(seq) ?? '');
      if (bytes === undefined || bytes.length === 0) break;
      next.push(bytes);
    }
    const read = verifyReceiptChain(p, hubKey.key, next, this.seen);
    for (const { claims } of read.receipts)
      this.blockSeqSeen = Math.max(this.blockSeqSeen, claims.detail?.blockSeq ?? 0);
    this.seen = read.end;
    this.completeTo = variant.memberBelievesServer === true ? Math.max(0, ...server.receipts.keys()) : read.end.seq;
  }

  async #resume(bootId: Uint8Array): Promise<void> {
    const { unixS, variant, hub, server } = this.#world;
    server.wantsResume = false;
    const memory = hub?.core.memory;
    const blind = variant.memberResumesBlindly === true && memory !== undefined;
    const { seq, head } = blind ? memory : this.seen;
    const blockSeq = blind ? memory.blockSeq : this.blockSeqSeen;
    const claims = { iat: unixS, hubId: this.hubId, bootId, seq, head, epoch: 1, blockSeq };
    this.#world.post('resume', (await signResume(p, this.#self.signer, claims)).bytes);
  }

  async #time(asked: string): Promise<void> {
    const { unixS, server, clock } = this.#world;
    const signedMs = clock.nowMs;
    server.timeNonce = undefined;
    const nonce = fromBase64url(asked);
    if (nonce === undefined) return;
    const claims = { iat: unixS, nonce, hubId: this.hubId, blockSeq: this.blockSeqSeen };
    this.#world.post('time', (await signTime(p, this.#self.signer, claims)).bytes, [], {
      arrives: () => this.#world.memberTold(signedMs),
    });
  }
}
