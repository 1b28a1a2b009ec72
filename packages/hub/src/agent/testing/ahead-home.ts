import { makeSetBack, readPresenceCode, readState, type SetBack, type Signer } from '@latchkey/protocol';
import type { Answer } from '../answer.ts';
import { bytesOf, p, unlike } from './powered-home.ts';
import { Shared } from './shared-home.ts';

export const YEARS_S = 5 * 365 * 86_400;

interface Said extends Partial<SetBack> {
  readonly shown?: string | undefined;
}

/** Anna and Cleo, admins, and Robin, at whose hub the clock chip jumped ahead while the power was out. */
export class Ahead extends Shared {
  static override async paired(): Promise<Ahead> {
    const home = new Ahead();
    await home.pairWith({ who: home.robin, role: 2 }, { who: home.cleo, role: 1 });
    return home;
  }

  /** Off and on again, with a chip that is so far off, and a floor that is journalled. */
  async outage(offsetS = YEARS_S): Promise<void> {
    this.unplug();
    await this.clock.pass(60_000);
    this.locks.rtc = { lostPower: false, offsetS };
    await this.plugIn();
    await this.resume();
    await this.clock.pass(61_000);
  }

  /** What an admin's app signs after it has read the hub's state. */
  async setBackBytes(by: Signer, { shown = this.display, ...said }: Said = {}): Promise<Uint8Array> {
    const state = await this.state();
    const { hubId, bootId } = state;
    const floor = state.iat ?? state.floor ?? 0;
    const code = readPresenceCode(shown ?? '') ?? '000000000000';
    return (await makeSetBack(p, by, { hubId, bootId, floor, iat: this.unixS, code, ...said })).bytes;
  }

  async setBack(by: Signer, said: Said = {}): Promise<Answer> {
    const answer = await this.hub.answer('set-back', await this.setBackBytes(by, said));
    await this.clock.pass(100);
    return answer;
  }

  async state() {
    const read = readState(p, bytesOf(await this.hub.answer('state', unlike(16))));
    if (!read.ok) throw new Error('the state cannot be read');
    return read.link.claims;
  }

  /** Seconds by which the hub's clock is ahead; undefined: it knows none. */
  get aheadS(): number | undefined {
    const { unixS } = this.hub.core.time.now();
    return unixS === undefined ? undefined : unixS - this.unixS;
  }
}
