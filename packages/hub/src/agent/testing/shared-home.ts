import {
  encodePresentation,
  kidOf,
  makeSuspension,
  readPresenceCode,
  readState,
  ROLE,
  signMemberAsk,
  signMemberKnock,
  signRoster,
  toHex,
  type Signer,
} from '@latchkey/protocol';
import type { Answer } from '../answer.ts';
import { bytesOf, p, person, unlike } from './powered-home.ts';
import { TestHome } from './test-home.ts';

/** Anna is an admin far away; Robin, a resident, and Cleo, another admin, live with her. */
export class Shared extends TestHome {
  readonly robin = person();
  readonly cleo = person();

  static override async paired(): Promise<Shared> {
    const home = new Shared();
    await home.pairWith({ who: home.robin, role: ROLE.resident }, { who: home.cleo, role: ROLE.admin });
    return home;
  }

  /** What whoever stands beside the hub reads. */
  get display(): string | undefined {
    return this.locks.shown?.presence;
  }

  async press(heldMs = 300): Promise<void> {
    this.hub.heard({ type: 'button', heldMs });
    await this.clock.pass(100);
  }

  async said(by: Signer, about: Signer, { ends = false, shown = this.display } = {}): Promise<Uint8Array> {
    const code = readPresenceCode(shown ?? '') ?? '000000000000';
    const { hubId } = this.hub.core;
    return (await makeSuspension(p, by, { hubId, member: kidOf(p, about.key), code, ends })).bytes;
  }

  async suspend(by: Signer, about: Signer): Promise<Answer> {
    await this.press();
    return this.hub.answer('suspend', await this.said(by, about));
  }

  async lift(by: Signer, about: Signer): Promise<Answer> {
    await this.press();
    return this.hub.answer('suspend', await this.said(by, about, { ends: true }));
  }

  async knockOf(who: Signer): Promise<Answer> {
    const head = this.roster?.hash ?? new Uint8Array(32);
    const ask = await signMemberAsk(p, who, { door: 1, random: unlike(16) }, head);
    const asked = await this.hub.answer('member-ask', encodePresentation({ kind: 'member', knock: ask.bytes }));
    if (!asked.ok) return asked;
    const knock = await signMemberKnock(p, who, { nonce: bytesOf(asked), door: 1, action: 1 }, head);
    return this.waitFor(this.hub.answer('member-knock', encodePresentation({ kind: 'member', knock: knock.bytes })));
  }

  async rosterOf(who: Signer, members = this.roster?.claims.members ?? []): Promise<Answer> {
    if (this.roster === undefined) throw new Error('nobody has paired');
    const { claims, hash } = this.roster;
    const next = await signRoster(p, who, { ...claims, epoch: claims.epoch + 1, members }, hash);
    const answer = await this.hub.answer('roster', next.bytes);
    if (answer.ok) this.roster = next;
    return answer;
  }

  async inState() {
    const read = readState(p, bytesOf(await this.hub.answer('state', unlike(16))));
    return (read.ok ? (read.link.claims.suspended ?? []) : []).map(({ kid, leftS }) => [toHex(kid), leftS]);
  }

  /** An answer that may need time to pass. */
  waitingFor(answering: Promise<Answer>): Promise<Answer> {
    return this.waitFor(answering);
  }

  ends() {
    return this.receipts().flatMap(({ event, detail }) => (event === 'suspension-over' ? [detail?.cause] : []));
  }

  /** The journal's word, as if all had run so long; then a start, because only a start reads it. */
  async ran(ms: number): Promise<void> {
    await this.hub.core.journal.write({ t: 'suspensions-ran', ms });
    this.unplug();
    await this.plugIn();
    await this.resume();
    await this.clock.pass(100);
  }
}

export const hexKid = (who: Pick<Signer, 'key'>) => toHex(kidOf(p, who.key));
