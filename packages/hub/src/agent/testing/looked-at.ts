import {
  encodePresentation,
  readState,
  ROLE,
  signLook,
  signMemberAsk,
  type Look,
  type Signer,
} from '@latchkey/protocol';
import type { Answer } from '../answer.ts';
import { bytesOf, p, person, unlike } from './powered-home.ts';
import { TestHome } from './test-home.ts';
import { settle } from './virtual-clock.ts';

/** A household of two in virtual time, either of whom may look. */
export class LookedAt extends TestHome {
  readonly robin = person();

  static override async paired(): Promise<LookedAt> {
    const home = new LookedAt();
    await home.pairWith({ who: home.robin, role: ROLE.resident, name: 'Robin' });
    return home;
  }

  get members() {
    return this.roster?.claims.members ?? [];
  }

  async lookBytes(change: Partial<Look> = {}, signer = this.robin): Promise<Uint8Array> {
    const door = change.door ?? 1;
    const ask = await signMemberAsk(p, signer, { door, random: unlike(16) }, this.roster?.hash ?? new Uint8Array(32));
    const nonce = bytesOf(
      await this.hub.answer('member-ask', encodePresentation({ kind: 'member', knock: ask.bytes })),
    );
    const claims = { nonce, hubId: this.hub.core.hubId, door, seconds: 600, sealingKey: unlike(32), ...change };
    return (await signLook(p, signer, { ...claims, sealingKey: new Uint8Array(65).fill(4) })).bytes;
  }

  async lookAt(change: Partial<Look> = {}, signer = this.robin): Promise<Answer> {
    const answer = await this.hub.answer('look', await this.lookBytes(change, signer));
    await settle();
    return answer;
  }

  async endLook(signer: Signer): Promise<Answer> {
    const began = this.receipts().findLast(({ event }) => event === 'look-began');
    const claims = { hubId: this.hub.core.hubId, door: 1, ends: began?.answers ?? new Uint8Array(32) };
    return this.hub.answer('look', (await signLook(p, signer, claims)).bytes);
  }

  /** Time passes while somebody watches. */
  async watch(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 5000) {
      const id = this.hub.core.doors.get(1)?.film.showingId;
      if (id !== undefined) this.hub.line.viewerNonce(Buffer.from(id).toString('base64url'), Buffer.from(unlike(16)).toString('base64url')); // prettier-ignore
      await this.clock.pass(Math.min(left, 5000));
    }
  }

  get film() {
    const film = this.films.get(1);
    if (film === undefined) throw new Error('no such door');
    return film;
  }

  get lastEnd() {
    return this.receipts().findLast(({ event }) => event === 'look-ended')?.detail;
  }

  async camera(): Promise<number | undefined> {
    const read = readState(p, bytesOf(await this.hub.answer('state', unlike(16))));
    return read.ok ? read.link.claims.doors.find(({ door }) => door === 1)?.camera : undefined;
  }
}
