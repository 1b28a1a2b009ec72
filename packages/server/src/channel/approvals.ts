import type { channel, routes } from '@latchkey/contract';
import type { z } from 'zod';

type Wanted = Extract<channel.HubToServer, { type: 'approval-wanted' }>;
type Asked = Extract<z.infer<typeof routes.homeEvent>, { type: 'approval-wanted' }>;

/** A hub lets eight knocks wait; what says more is not remembered. */
const LIMIT = 16;

/** The knocks of one hub that wait for a member's yes, as long as they wait. The server reads nothing in them. */
export class WantedApprovals {
  readonly #wanted = new Map<string, Wanted & { readonly untilMs: number }>();

  add(wanted: Wanted, nowMs: number): void {
    this.#forgetPast(nowMs);
    this.#wanted.set(wanted.knock, { ...wanted, untilMs: nowMs + wanted.waitS * 1000 });
    const oldest = this.#wanted.keys().next().value;
    if (this.#wanted.size > LIMIT && oldest !== undefined) this.#wanted.delete(oldest);
  }

  remove(knock: string): void {
    this.#wanted.delete(knock);
  }

  /** As a phone is asked that comes now. */
  asked(hubId: string, nowMs: number): readonly Asked[] {
    this.#forgetPast(nowMs);
    return [...this.#wanted.values()].map(({ visitId, knock, message, untilMs }) => ({
      type: 'approval-wanted',
      hubId,
      visitId,
      knock,
      message,
      waitS: Math.max(1, Math.ceil((untilMs - nowMs) / 1000)),
    }));
  }

  #forgetPast(nowMs: number): void {
    for (const [name, { untilMs }] of this.#wanted) if (untilMs <= nowMs) this.#wanted.delete(name);
  }
}
