import { openSealed, unpackSealed } from '@latchkey/keys';
import {
  ACTION,
  doorCodes,
  encodePresentation,
  FLAG,
  fromBase64url,
  keyIdOf,
  parcelCommitment,
  readAccess,
  sameBytes,
  signAsk,
  signAssignment,
  signBlock,
  signDeclaration,
  signGrant,
  signKnock,
  signMemberAsk,
  signMemberKnock,
  signQuestion,
  signResume,
  signRoster,
  signTime,
  TARGET,
  verifyLink,
  type Access,
  type AtDoor,
  type Grant,
  type Link,
  type Resume,
  type Roster,
  type Signer,
} from '@latchkey/protocol';
import type { Answer } from '../answer.ts';
import { bytesOf, p, person, PoweredHome, unlike } from './powered-home.ts';
import { settle } from './virtual-clock.ts';

export { bytesOf, p, reasonOf, TestServer } from './powered-home.ts';

export const PARCEL = 'JJD000123';

export interface Visit {
  readonly grant: Link<Grant>;
  readonly links: readonly Uint8Array[];
  readonly leafHash: Uint8Array;
  readonly visitId: Uint8Array;
  readonly courier: Signer;
}

/** How a code departs from the plain one: for this door, now, with the right parcel and key, in its short form. */
interface Shown {
  readonly short?: boolean;
  readonly door?: number;
  readonly slot?: number;
  readonly parcel?: string;
  readonly signer?: Signer;
}

/** A home with the people who come to its doors, and the member who says who may. */
export class TestHome extends PoweredHome {
  /** A paired, resumed home with trusted time whose door is locked. */
  static async paired(): Promise<TestHome> {
    const home = new TestHome();
    await home.plugIn();
    await home.pair();
    await home.clock.pass(3000);
    return home;
  }

  async visit(change: Partial<Grant> = {}): Promise<Visit> {
    const courier = person();
    const cti = unlike(16);
    const visitId = change.visitId ?? unlike(16);
    const times = { nbf: this.unixS - 60, exp: this.unixS + 3600, iat: this.unixS - 60 };
    const grant = await signGrant(p, this.anna, {
      ...times,
      cti,
      holder: this.carrier.key,
      hubId: this.hub.core.hubId,
      doors: [1],
      uses: 1,
      flags: FLAG.mustRecord | FLAG.mustRelock,
      maxOpenSeconds: 120,
      depth: [1, 2],
      visitId,
      // A series of dates is about people, not about parcels.
      ...(change.occurrences === undefined ? { parcels: [parcelCommitment(p, cti, PARCEL)] } : {}),
      ...change,
    });
    const { nbf, exp } = grant.claims;
    const assignment = await signAssignment(
      p,
      this.carrier,
      { nbf, exp, iat: times.iat, cti: unlike(8), holder: courier.key, depth: [0, 0] },
      grant.hash,
    );
    return { grant, links: [grant.bytes, assignment.bytes], leafHash: assignment.hash, visitId, courier };
  }

  /** A member's grant to a person's own key: no carrier, no parcel, several dates. `dates` are [startMinute, lengthMinutes] from now. */
  async series(dates: readonly (readonly [number, number])[], change: Partial<Grant> = {}): Promise<Visit> {
    const courier = person();
    const nbf = this.unixS;
    const [start, length] = dates.at(-1) ?? [0, 1];
    const grant = await signGrant(p, this.anna, {
      nbf,
      exp: nbf + (start + length) * 60,
      iat: nbf,
      cti: unlike(16),
      holder: courier.key,
      hubId: this.hub.core.hubId,
      doors: [1],
      uses: 1,
      flags: FLAG.mustRecord | FLAG.mustRelock,
      maxOpenSeconds: 120,
      depth: [0, 0],
      visitId: unlike(16),
      occurrences: dates,
      ...change,
    });
    return { grant, links: [grant.bytes], leafHash: grant.hash, visitId: grant.claims.visitId, courier };
  }

  /** Everything that this person's key was granted, withdrawn at once. */
  async blockKey(visit: Visit): Promise<Answer> {
    const target = { type: TARGET.courierKey, id: keyIdOf(p, visit.courier.key) };
    const claims = { iat: this.unixS, cti: unlike(16), hubId: this.hub.core.hubId, target };
    return this.hub.answer('block', (await signBlock(p, this.anna, claims)).bytes);
  }

  /** The same visit in the hands of one more courier. */
  async handedOn(visit: Visit): Promise<Visit> {
    const courier = person();
    const { nbf, exp, iat } = visit.grant.claims;
    const claims = { nbf, exp, iat, cti: unlike(8), holder: courier.key, depth: [0, 0] } as const;
    const assignment = await signAssignment(p, this.carrier, claims, visit.grant.hash);
    return { ...visit, links: [visit.grant.bytes, assignment.bytes], leafHash: assignment.hash, courier };
  }

  /** The chain is at the hub and the ring has run for six seconds. */
  async arm(visit: Visit): Promise<Answer> {
    const answer = await this.hub.answer('chain', new Uint8Array(0), visit.links);
    await this.clock.pass(6000);
    return answer;
  }

  /** Its courier knocks and is in the doorway: the door stands open. */
  async goIn(visit: Visit): Promise<void> {
    await this.knock(visit);
    await this.clock.pass(1500);
    this.locks.act({ act: 'push' });
  }

  /** Whoever is inside goes out and pulls the door shut; it locks, and the visit is over. */
  async leave(): Promise<void> {
    this.locks.act({ act: 'pull' });
    await this.clock.pass(30_000);
  }

  /** A home with a courier inside, for three seconds by now. */
  static async withCourierInside(change: Partial<Grant> = {}): Promise<{ home: TestHome; visit: Visit }> {
    const home = await TestHome.paired();
    const visit = await home.visit(change);
    await home.arm(visit);
    await home.goIn(visit);
    await home.clock.pass(3000);
    return { home, visit };
  }

  async ask(visit: Visit, door = 1): Promise<Answer> {
    const slot = Math.floor(this.unixS / 30);
    const ask = await signAsk(p, visit.courier, { door, slot, random: unlike(16) }, visit.leafHash);
    const answer = await this.hub.answer(
      'ask',
      encodePresentation({ kind: 'chain', links: visit.links, knock: ask.bytes }),
    );
    await settle();
    return answer;
  }

  async knockBytes(
    visit: Visit,
    nonce: Uint8Array,
    { door = 1, action = 1, parcel = PARCEL } = {},
  ): Promise<Uint8Array> {
    const { parcels } = visit.grant.claims;
    const claims = { nonce, door, action, ...(parcels === undefined ? {} : { trackingNumbers: [parcel] }) };
    const knock = await signKnock(p, visit.courier, claims, visit.leafHash);
    return encodePresentation({ kind: 'chain', links: visit.links, knock: knock.bytes });
  }

  /** Without asking: over what the door shows, or what its tag gave. */
  async knockOver(
    visit: Visit,
    shown: AtDoor['shown'] | undefined,
    more: { readonly door?: number; readonly short?: boolean; readonly signer?: Signer } = {},
  ): Promise<Answer> {
    return this.waitFor(this.hub.answer('knock', await this.overBytes(visit, shown, more)));
  }

  async overBytes(
    visit: Visit,
    shown: AtDoor['shown'] | undefined,
    { door = 1, short = false, signer = visit.courier } = {},
  ): Promise<Uint8Array> {
    if (shown === undefined) throw new Error('the door shows nothing');
    const { parcels } = visit.grant.claims;
    const said = { door, action: ACTION.unlock, ...(parcels === undefined ? {} : { trackingNumbers: [PARCEL] }) };
    const knock = (await signKnock(p, signer, { ...said, ...shown }, visit.leafHash)).bytes;
    return encodePresentation(
      short
        ? { kind: 'short', leaf16: visit.leafHash.slice(0, 16), knock }
        : { kind: 'chain', links: visit.links, knock },
    );
  }

  /** Without asking: over the slot of these thirty seconds. */
  async slotKnock(visit: Visit, action: number): Promise<Answer> {
    const claims = { slot: Math.floor(this.unixS / 30), door: 1, action, trackingNumbers: [PARCEL] };
    const knock = await signKnock(p, visit.courier, claims, visit.leafHash);
    return this.waitFor(
      this.hub.answer('knock', encodePresentation({ kind: 'chain', links: visit.links, knock: knock.bytes })),
    );
  }

  /** The courier's screen before the camera of a door, every code once: what it shows changes with the slot. */
  async show(visit: Visit, { at = 1, ...more }: { readonly at?: number } & Shown = {}): Promise<void> {
    for (const text of await this.codes(visit, more)) {
      const seen = this.hub.seen(at, text).then((): Answer => ({ ok: true }));
      await this.waitFor(seen);
    }
  }

  /** What that screen shows, one after the other. */
  async codes(
    visit: Visit,
    { short = true, door = 1, slot = Math.floor(this.unixS / 30), parcel = PARCEL, signer = visit.courier }: Shown = {},
  ): Promise<readonly string[]> {
    const { parcels } = visit.grant.claims;
    const claims = {
      slot,
      door,
      action: ACTION.unlock,
      ...(parcels === undefined ? {} : { trackingNumbers: [parcel] }),
    };
    const knock = (await signKnock(p, signer, claims, visit.leafHash)).bytes;
    const presentation = encodePresentation(
      short
        ? { kind: 'short', leaf16: visit.leafHash.slice(0, 16), knock }
        : { kind: 'chain', links: visit.links, knock },
    );
    return doorCodes(p, presentation);
  }

  /** Ask and knock in one, as a courier's device does. */
  async knock(
    visit: Visit,
    more: { readonly door?: number; readonly action?: number; readonly parcel?: string } = {},
  ): Promise<Answer> {
    const asked = await this.ask(visit, more.door);
    if (!asked.ok) return asked;
    const answering = this.hub.answer('knock', await this.knockBytes(visit, bytesOf(asked), more));
    return this.waitFor(answering);
  }

  async memberKnock(action: number = ACTION.unlock, door = 1): Promise<Answer> {
    const head = this.roster?.hash ?? new Uint8Array(32);
    const ask = await signMemberAsk(p, this.anna, { door, random: unlike(16) }, head);
    const asked = await this.hub.answer('member-ask', encodePresentation({ kind: 'member', knock: ask.bytes }));
    if (!asked.ok) return asked;
    const knock = await signMemberKnock(p, this.anna, { nonce: bytesOf(asked), door, action }, head);
    return this.waitFor(this.hub.answer('member-knock', encodePresentation({ kind: 'member', knock: knock.bytes })));
  }

  /** Facts: 1 egress is free, 2 a key outside, 4 the leaf may close by itself. */
  async declare(facts: number, number = 1, door = 1): Promise<Answer> {
    return this.hub.answer('declare', await this.declarationBytes(facts, number, door));
  }

  async declarationBytes(facts: number, number = 1, door = 1): Promise<Uint8Array> {
    const { hubId } = this.hub.core;
    return (await signDeclaration(p, this.anna, { iat: this.unixS, hubId, door, number, facts })).bytes;
  }

  /** Who can open that door, by the hub's own answer: sealed to Anna, signed by the hub, over her nonce. */
  async access(door = 1): Promise<Access> {
    const question = await signQuestion(p, this.anna, { nonce: unlike(16), hubId: this.hub.core.hubId, door });
    const sealed = unpackSealed(bytesOf(await this.hub.answer('access', question.bytes)));
    const info = new TextEncoder().encode('lk1-access');
    const opened = sealed === undefined ? undefined : await openSealed(this.sealing, sealed, info, question.hash);
    const read = opened === undefined ? undefined : readAccess(p, opened);
    if (read?.ok !== true || !verifyLink(p, read.link, this.hubSigner.key))
      throw new Error('the answer is not the hub’s');
    if (!sameBytes(read.link.claims.nonce, question.claims.nonce)) throw new Error('an old answer');
    return read.link.claims;
  }

  async block(visit: Visit): Promise<Answer> {
    return this.hub.answer('block', (await this.blockLink(visit)).bytes);
  }

  blockLink(visit: Visit) {
    const { hubId } = this.hub.core;
    return signBlock(p, this.anna, {
      iat: this.unixS,
      cti: unlike(16),
      hubId,
      target: { type: TARGET.visit, id: visit.visitId },
    });
  }

  /** What Anna's app does by itself after a start. Without `seen` it has seen exactly what the hub holds. */
  async resume(seen: Partial<Resume> = {}): Promise<Answer> {
    return this.hub.answer('resume', await this.resumeBytes(seen));
  }

  async resumeBytes(seen: Partial<Resume> = {}): Promise<Uint8Array> {
    const { hubId, bootId, memory } = this.hub.core;
    const { seq, head, blockSeq, roster } = memory;
    const claims = { iat: this.unixS, hubId, bootId, seq, head, epoch: roster.epoch, blockSeq, ...seen };
    return (await signResume(p, this.anna, claims)).bytes;
  }

  /** Paired, and these live with Anna: devices whose films open with her key. */
  async pairWith(...others: readonly { readonly who: Signer; readonly role: 1 | 2; readonly name?: string }[]) {
    await this.plugIn();
    await this.pair();
    await this.clock.pass(3000);
    const [first] = this.roster?.claims.members ?? [];
    if (first === undefined) throw new Error('nobody has paired');
    const { sealingKey } = first;
    const members = others.map(({ who: { key }, ...said }) => ({ ...said, key, sealingKey }));
    await this.nextRoster({ members: [first, ...members] });
  }

  /** The same people, in the roster after this one. */
  async nextRoster(change: Partial<Roster> = {}): Promise<Answer> {
    if (this.roster === undefined) throw new Error('nobody has paired');
    const { claims, hash } = this.roster;
    const next = { ...claims, iat: this.unixS, epoch: claims.epoch + 1, ...change };
    this.roster = await signRoster(p, this.anna, next, hash);
    return this.hub.answer('roster', this.roster.bytes);
  }

  /** Anna's time over the nonce that the hub asked for last. */
  async tellTime(iat = this.unixS): Promise<Answer> {
    const wanted = this.server.said.findLast((message) => message.type === 'time-wanted');
    const nonce = wanted?.type === 'time-wanted' ? fromBase64url(wanted.nonce) : new Uint8Array(16);
    if (nonce === undefined) throw new Error('the hub asked for the time with something that is no nonce');
    const { hubId, memory } = this.hub.core;
    return this.hub.answer(
      'time',
      (await signTime(p, this.anna, { iat, nonce, hubId, blockSeq: memory.blockSeq })).bytes,
    );
  }
}
