import { signerFromScalar } from '@latchkey/keys';
import {
  makeRecoveryBeside,
  readPresenceCode,
  readReply,
  recoveryScalar,
  signRecovery,
  signRecoveryCall,
  signVeto,
  type Heard,
  type Link,
  type Roster,
  type Signer,
} from '@latchkey/protocol';
import type { Answer } from '../answer.ts';
import { bytesOf, p, person, unlike } from './powered-home.ts';
import type { TestHome } from './test-home.ts';

/** A sheet of paper, and whoever holds it beside a device without membership. */
export class Paper {
  readonly code: { readonly hubId: Uint8Array; readonly secret: Uint8Array };
  readonly signer: Signer;
  readonly next = person();
  readonly #home: TestHome;

  private constructor(home: TestHome) {
    this.#home = home;
    this.code = { hubId: home.hub.core.hubId, secret: unlike(16) };
    this.signer = signerFromScalar(recoveryScalar(p, this.code));
  }

  /** Anna prints it: its key is in the newest roster. */
  static async printed(home: TestHome): Promise<Paper> {
    const paper = new Paper(home);
    const answer = await home.nextRoster({ recoveryKey: paper.signer.key });
    if (!answer.ok) throw new Error(answer.refusal.reason);
    return paper;
  }

  /** What the hub tells the holder; throws its word where it tells nothing. */
  async ask(signer = this.signer): Promise<Heard> {
    const call = await signRecoveryCall(p, signer, { nonce: unlike(16), hubId: this.code.hubId });
    const heard = readReply(p, bytesOf(await this.#home.hub.answer('recovery-call', call.bytes)), call.hash, this.code);
    if (heard === undefined) throw new Error('not the hub of the sheet');
    return heard;
  }

  async recovery(device = person()): Promise<Link<Roster>> {
    const { roster } = await this.ask();
    const said = { recoveryKey: this.next.key, iat: this.#home.unixS };
    return signRecovery(p, this.signer, roster, { key: device.key, sealingKey: new Uint8Array(65).fill(4) }, said);
  }

  send(recovery: Link<Roster>): Promise<Answer> {
    return this.#home.hub.answer('recovery', recovery.bytes);
  }

  /** With what the hub's display shows, read beside it. */
  async sendBeside(recovery: Link<Roster>, shown = this.#home.locks.shown?.presence): Promise<Answer> {
    const code = readPresenceCode(shown ?? '') ?? '000000000000';
    const beside = await makeRecoveryBeside(p, this.signer, { hubId: this.code.hubId, code, recovery: recovery.hash });
    return this.#home.hub.answer('recovery', recovery.bytes, [beside.bytes]);
  }

  /** It waits. */
  async used(device = person()): Promise<Link<Roster>> {
    const recovery = await this.recovery(device);
    const answer = await this.send(recovery);
    if (!answer.ok) throw new Error(answer.refusal.reason);
    return recovery;
  }

  async veto(recovery: Link<Roster>, member: Signer): Promise<Answer> {
    const veto = await signVeto(p, member, { iat: this.#home.unixS, hubId: this.code.hubId }, recovery.hash);
    return this.#home.hub.answer('veto', veto.bytes);
  }
}
