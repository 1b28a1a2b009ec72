/** A household's code on paper, and a device without membership that holds it: the protocol and the one route, without a browser. */
import { randomBytes } from 'node:crypto';
import { createClient, routes } from '@latchkey/contract';
import { signerFromScalar } from '@latchkey/keys';
import {
  decodeRecoveryCode,
  encodeRecoveryCode,
  makeRecoveryBeside,
  openRosterChain,
  readPresenceCode,
  readReply,
  recoveryScalar,
  sameBytes,
  signRecovery,
  signRecoveryCall,
  signRoster,
  signVeto,
  toBase64url,
  type Heard,
  type Link,
  type Roster,
  type Signer,
} from '@latchkey/protocol';
import { bytesOf, Member, primitives } from './member.ts';
import { until } from './until.ts';

const random = (length: number) => new Uint8Array(randomBytes(length));
const nowS = () => Math.floor(Date.now() / 1000);

const newSheet = (hubId: Uint8Array): string => encodeRecoveryCode(primitives, { hubId, secret: random(16) });
const codeOn = (sheet: string) => {
  const read = decodeRecoveryCode(primitives, sheet);
  if (!read.ok) throw new TypeError(read.problem);
  return read.code;
};
const keyOf = (sheet: string): Signer => signerFromScalar(recoveryScalar(primitives, codeOn(sheet)));

/** An admin's device makes a sheet; its key is in the newest roster once the hub has taken it. */
export async function printSheet(member: Member): Promise<string> {
  const { rosters } = await member.client(routes.listRosters, {});
  const chain = openRosterChain(primitives, rosters.map(bytesOf), undefined, () => true);
  if (!chain.ok) throw new TypeError(chain.problem);
  const { homeId, epoch, members, head } = chain.state;
  const sheet = newSheet(member.hub.hubId);
  const claims = { iat: nowS(), homeId, epoch: epoch + 1, members: [...members.values()], recoveryKey: keyOf(sheet).key };
  const roster = await signRoster(primitives, member.signer, claims, head);
  const answer = await member.tell('roster', roster.bytes);
  if (!answer.ok) throw new TypeError(answer.refusal.reason);
  Object.assign(member.hub, { roster: roster.hash });
  return sheet;
} // prettier-ignore

export async function refuse(member: Member, recovery: Uint8Array): Promise<void> {
  const veto = await signVeto(primitives, member.signer, { iat: nowS(), hubId: member.hub.hubId }, recovery);
  const answer = await member.tell('veto', veto.bytes);
  if (!answer.ok) throw new TypeError(answer.refusal.reason);
}

/** Whoever holds a sheet and has a new device. */
export class Newcomer {
  readonly device: Member;
  readonly sheet: string;
  readonly next: string;
  readonly #call: ReturnType<typeof createClient>;

  constructor(server: string, sheet: string) {
    this.device = new Member(server);
    this.sheet = sheet;
    this.next = newSheet(codeOn(sheet).hubId);
    this.#call = createClient({
      origin: server,
      fetch: (url, init) => fetch(url, init),
      newKey: () => toBase64url(randomBytes(16)),
      bearer: () => undefined,
    });
  }

  /** What the hub of the sheet answers; throws its refusal. */
  async ask(sheet = this.sheet, recovery?: Link<Roster>, beside?: Uint8Array): Promise<Heard> {
    const code = codeOn(sheet);
    const call = await signRecoveryCall(primitives, keyOf(sheet), { nonce: random(16), hubId: code.hubId });
    const sent = {
      ...(recovery === undefined ? {} : { recovery: toBase64url(recovery.bytes) }),
      ...(beside === undefined ? {} : { beside: toBase64url(beside) }),
    };
    const params = { hubId: toBase64url(code.hubId) };
    const answer = await this.#call(routes.recoverHome, { params, body: { call: toBase64url(call.bytes), ...sent } });
    if (!answer.ok) throw new TypeError(answer.refusal.reason);
    const heard = readReply(primitives, bytesOf(answer.message ?? ''), call.hash, code);
    if (heard === undefined) throw new TypeError('not the hub of the sheet');
    return heard;
  }

  async signed(): Promise<Link<Roster>> {
    const { roster } = await this.ask();
    const device = { key: this.device.signer.key, sealingKey: Uint8Array.from([4, ...random(64)]) };
    const said = { recoveryKey: keyOf(this.next).key, iat: nowS() };
    return signRecovery(primitives, keyOf(this.sheet), roster, device, said);
  }

  /** Beside the hub, whose display shows this: it stands, and the sheet that asked is nobody's. */
  async useBeside(shown: string): Promise<Link<Roster>> {
    const recovery = await this.signed();
    const { hubId } = codeOn(this.sheet);
    const said = { hubId, code: readPresenceCode(shown) ?? '', recovery: recovery.hash };
    const beside = await makeRecoveryBeside(primitives, keyOf(this.sheet), said);
    await this.ask(this.sheet, recovery, beside.bytes).catch(() => undefined);
    return recovery;
  }

  /** Uses the sheet; resolves once the hub says that this very recovery waits. */
  async use(): Promise<Link<Roster>> {
    const recovery = await this.signed();
    const { pending } = await this.ask(this.sheet, recovery);
    if (pending === undefined || !sameBytes(pending.hash, recovery.hash)) throw new TypeError('it does not wait');
    return recovery;
  }

  /** By the next sheet's key, which the hub hears only once the recovery stands; then signs in. */
  async comeIn(recovery: Link<Roster>): Promise<void> {
    const heard = await until('the recovery to stand', () => this.ask(this.next).catch(() => undefined));
    if (!sameBytes(heard.roster.head, recovery.hash)) throw new TypeError('another roster stands');
    await this.device.comeIn({ hubId: codeOn(this.sheet).hubId, hubKey: heard.hubKey, roster: recovery.hash });
  }
}
