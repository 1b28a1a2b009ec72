import {
  encodeStanding,
  judgeMove,
  sameBytes,
  toBase64url,
  type Link,
  type Move,
  type MoveProblem,
} from '@latchkey/protocol';
import { problem, yes, type Answer } from '../answer.ts';
import { remember, type Core } from '../core.ts';
import type { ServerPort } from '../ports.ts';

/** The line of old carries the receipt still. */
const LEAVES_AFTER_MS = 2000;

/** Which server this hub has, and that it goes to another one (docs/protocol/29-move.md). */
export class Moves {
  readonly #core: Core;
  readonly #server: ServerPort | undefined;

  constructor(core: Core, server: ServerPort | undefined) {
    this.#core = core;
    this.#server = server;
  }

  /** At a start: what the hub did not come to say is the first thing it says. */
  async begin(): Promise<void> {
    for (const link of this.#core.memory.server.untold) await this.#say(link);
  }

  answer(bytes: Uint8Array, atHome: boolean): Promise<Answer> {
    if (bytes.length === 0 && atHome) return Promise.resolve(this.#standing());
    return this.#core.household.run(async () => {
      const { p, hubId, bootId, memory } = this.#core;
      const { move, head } = memory.server;
      // Said again because its answer was lost.
      if (atHome && move !== undefined && sameBytes(move.link.bytes, bytes)) return yes();
      const judged = judgeMove(p, bytes, {
        hubId,
        bootId,
        roster: memory.roster,
        suspended: memory.suspensions.all,
        behind: memory.behind,
        atHome,
        previous: head,
      });
      return judged.ok ? this.#take(judged.link) : problem(judged.problem satisfies MoveProblem);
    });
  }

  async #take(link: Link<Move>): Promise<Answer> {
    const core = this.#core;
    await remember(core, { t: 'server', link: toBase64url(link.bytes) });
    core.log.warn({ server: link.claims.server }, 'an admin at home gave this hub another server');
    const receipt = await this.#say(link);
    core.clock.after(LEAVES_AFTER_MS, () => this.#server?.changed());
    return yes(receipt?.bytes);
  }

  async #say({ hash, kid }: Link<Move>) {
    const detail = kid === undefined ? {} : { kid };
    return this.#core.receipts.add({ event: 'server-changed', answers: hash, detail });
  }

  #standing(): Answer {
    const { head: previous } = this.#core.memory.server;
    const server = this.#server?.at() ?? '';
    return yes(encodeStanding({ previous, server, line: this.#server?.line() ?? 'away' }));
  }
}
