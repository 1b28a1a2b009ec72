import {
  makeDeparture,
  readPresenceCode,
  readState,
  ROLE,
  toBase64url,
  type DepartureSays,
  type Signer,
} from '@latchkey/protocol';
import type { Answer } from '../answer.ts';
import { bytesOf, p, person, unlike } from './powered-home.ts';
import { TestHome } from './test-home.ts';

/** Anna is an admin, far away mostly; Robin, a resident, lives with her. */
export class Leaving extends TestHome {
  readonly robin = person();

  static override async paired(): Promise<Leaving> {
    const home = new Leaving();
    await home.pairWith({ who: home.robin, role: ROLE.resident });
    return home;
  }

  static async announced(): Promise<Leaving> {
    const home = await Leaving.paired();
    await home.press(6000);
    return home;
  }

  async press(heldMs = 300): Promise<void> {
    this.hub.heard({ type: 'button', heldMs });
    await this.clock.pass(100);
  }

  async said(by: Signer, says: DepartureSays, shown = this.locks.shown?.presence): Promise<Uint8Array> {
    const { hubId, bootId, memory } = this.hub.core;
    const of = says === 'hand-over' ? bootId : (memory.departure.leaving?.id ?? new Uint8Array(16));
    const code = readPresenceCode(shown ?? '') ?? '000000000000';
    return (await makeDeparture(p, by, { hubId, says, of, ...(says === 'longer' ? {} : { code }) })).bytes;
  }

  async says(by: Signer, says: DepartureSays): Promise<Answer> {
    return this.hub.answer('depart', await this.said(by, says));
  }

  async leavingInState() {
    const read = readState(p, bytesOf(await this.hub.answer('state', unlike(16))));
    return read.ok ? read.link.claims.leaving : undefined;
  }

  get over(): boolean {
    return this.hub.core.memory.left;
  }

  /** The journal's word, as if it had waited so long; then a start, because only a start reads it. */
  async ran(ranMs: number): Promise<void> {
    const { leaving } = this.hub.core.memory.departure;
    await this.hub.core.journal.write({ t: 'leaving-ran', id: toBase64url(leaving?.id ?? unlike(16)), ranMs });
    await this.restart();
  }

  async standOpen(): Promise<void> {
    this.locks.act({ act: 'key', to: 'unlocked' });
    await this.clock.pass(1000);
    this.locks.act({ act: 'swing', to: 50 });
    await this.clock.pass(3000);
  }

  async restart(): Promise<void> {
    this.unplug();
    await this.plugIn();
    await this.resume();
    await this.clock.pass(100);
  }
}
