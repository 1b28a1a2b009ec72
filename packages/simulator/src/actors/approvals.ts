import { fromBase64url, toHex } from '@latchkey/protocol';
import type { World } from '../world.ts';
import { walkIn } from './courier.ts';
import type { Member } from './member.ts';

/** Whoever looks at who stands there says no to so many. */
const NO = 0.2;

/** One member's app, which hears of every knock that waits, and the person who answers. */
export class Approvals {
  readonly #world: World;
  readonly #member: Member;
  readonly #answered = new Set<string>();

  constructor(world: World, member: Member) {
    this.#world = world;
    this.#member = member;
  }

  /** To whatever waits and was not answered yet, some time. */
  async attend(): Promise<void> {
    const { server, dice } = this.#world;
    for (const knock of [...server.waiting]) {
      if (this.#answered.has(knock) || !dice.chance(0.7)) continue;
      this.#answered.add(knock);
      await this.#says(knock, dice.chance(NO));
    }
  }

  /** Yes to any knock that ever waited, whatever became of it. */
  async insist(): Promise<void> {
    const knock = this.#world.dice.pick([...this.#world.server.everWaited]);
    if (knock !== undefined) await this.#says(knock, false);
  }

  async #says(knock: string, no: boolean): Promise<void> {
    const { record, clock } = this.#world;
    const hash = fromBase64url(knock) ?? new Uint8Array(0);
    const truth = record.knocks.find((one) => one.hash === toHex(hash));
    await this.#member.says(hash, no, {
      arrives: () => (no ? undefined : truth?.heardMs.push(clock.nowMs)),
      heard: (answer) => {
        if (answer.ok && !no && truth !== undefined) walkIn(this.#world, truth.door);
      },
    });
  }
}
