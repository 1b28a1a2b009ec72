/**
 * A relay that injects, repeats, reorders, holds, keeps and doubles whatever passes it, for thirty days of the real hub in virtual time.
 * `LATCHKEY_RELAY_DAYS` says for how many days; thirty in the long tests.
 */
import { env } from 'node:process';
import { expect, it, vi } from 'vitest';
import type { HubMethod } from '../../packages/hub/src/agent/hub-parts.ts';
import { reasonOf, TestHome } from '../../packages/hub/src/agent/testing/test-home.ts';
import { Dice } from '../../packages/protocol/src/testing/dice.ts';

vi.setConfig({ testTimeout: 3_600_000 });

const DAYS = Number(env['LATCHKEY_RELAY_DAYS'] ?? 1);
const METHODS: readonly HubMethod[] = ['pairing', 'roster', 'chain', 'ask', 'knock', 'member-ask', 'member-knock', 'block', 'divert', 'resume', 'time', 'state', 'declare', 'access']; // prettier-ignore
const HOUR_MS = 3_600_000;
const HOURS_A_DAY = 24;
const REPEATS_AN_HOUR = 25;

interface Overheard {
  readonly method: HubMethod;
  readonly message: Uint8Array;
  readonly links: readonly Uint8Array[];
}

/** Everything that anybody ever sent this hub through the relay, for good. */
class Relay {
  readonly kept: Overheard[] = [];
  readonly #dice: Dice;
  readonly #home: TestHome;
  readonly #send: TestHome['hub']['answer'];

  constructor(home: TestHome, dice: Dice) {
    this.#home = home;
    this.#dice = dice;
    this.#send = home.hub.answer.bind(home.hub);
    Object.assign(home.hub, {
      answer: (method: HubMethod, message: Uint8Array, links: readonly Uint8Array[] = []) => {
        this.kept.push({ method, message, links });
        return this.#send(method, message, links);
      },
    });
  }

  /** One thing that was kept, or a piece of it, to where it belongs or to anywhere else, once or several times. */
  async meddle(): Promise<void> {
    const dice = this.#dice;
    const { method, message, links } = dice.pick(this.kept);
    const to = dice.oneIn(2) ? method : dice.pick(METHODS);
    const sent = dice.oneIn(4) ? this.#spoilt(message) : message;
    const above = dice.oneIn(3) ? dice.pick(this.kept).links : links;
    for (let times = dice.between(1, 3); times > 0; times--) await this.#send(to, sent, above);
    const { server, hub } = this.#home;
    if (dice.oneIn(5)) hub.line.fresh(Buffer.from(dice.bytes(16)).toString('base64url'));
    if (dice.oneIn(5)) hub.line.acknowledged(dice.below(1000));
    if (dice.oneIn(9)) server.answersFreshness = dice.oneIn(2);
  }

  #spoilt(message: Uint8Array): Uint8Array {
    const spoilt = Uint8Array.from(message);
    const at = this.#dice.below(Math.max(1, message.length));
    if (at < spoilt.length) spoilt[at] = (spoilt[at] ?? 0) ^ (1 << this.#dice.below(8));
    return spoilt;
  }
}

it('P1, P2, P3: whatever a relay does with all it ever heard, the door opens once for each visit that was granted and asked for, and for nothing else', async () => {
  const home = await TestHome.paired();
  const dice = new Dice(DAYS);
  const relay = new Relay(home, dice);
  let [asked, opened] = [0, 0];
  for (let hour = 0; hour < DAYS * HOURS_A_DAY; hour++) {
    const visit = hour % 6 === 0 ? await home.visit() : undefined;
    if (visit !== undefined) {
      await home.arm(visit);
      // Twice a day the block comes before the courier; then it wins, whatever was kept of the visit.
      if (hour % HOURS_A_DAY === 12) await home.block(visit);
      home.server.answersFreshness = true;
      await home.clock.pass(16_000);
      asked++;
      const answer = await home.knock(visit);
      if (hour % HOURS_A_DAY === 12) expect(reasonOf(answer)).toBe('blocked');
      if (answer.ok) {
        opened++;
        await home.goThrough();
      }
    }
    for (let i = 0; i < REPEATS_AN_HOUR; i++) {
      await relay.meddle();
      await home.clock.pass(HOUR_MS / REPEATS_AN_HOUR);
    }
    expect(home.locks.flat.openings).toBe(opened);
    expect(home.locks.garage.openings).toBe(0);
  }
  await home.clock.pass(60_000);
  expect(home.locks.flat.truth).toMatchObject({ bolt: 100, leaf: 0 });
  // The relay may make couriers wait; if it kept all of them out, the run would say nothing.
  expect(opened).toBeGreaterThan(asked / 3);
  home.receipts();
});
