import {
  fromHex,
  judgeSuspension,
  sameBytes,
  SUSPENSION_MS,
  toBase64url,
  type JudgedSuspension,
  type SuspensionEnd,
  type SuspensionKnowledge,
} from '@latchkey/protocol';
import type { Entry } from '../../journal/entry.ts';
import { problem, yes, type Answer } from '../answer.ts';
import { remember, type Core } from '../core.ts';
import type { Presence } from '../presence.ts';
import { RunningTime } from '../running-time.ts';
import { settleVisits, visited } from '../visits.ts';

const RAN_EVERY_MS = 60_000;

type Judged = Extract<JudgedSuspension, { readonly ok: true }>;

/**
 * Whoever stands beside the hub suspends another device (docs/protocol/22-suspension.md). What is suspended counts nowhere, because the
 * memory's roster of those who count is without it; here is only how it begins, runs and ends.
 */
export class Suspensions {
  readonly #core: Core;
  readonly #presence: Presence;
  readonly #running: RunningTime;
  /** The running time since the journal's last word of it. */
  #sinceMs = 0;
  #noting = false;
  /** A repeated message hears the first one's answer: its code is spent, and it was taken. */
  #last: { readonly bytes: Uint8Array; readonly answer: Answer } | undefined;

  constructor(core: Core, presence: Presence) {
    this.#core = core;
    this.#presence = presence;
    this.#running = new RunningTime(core.clock);
  }

  /** At a start: what the hub did not come to say is the first thing it says. */
  async begin(): Promise<void> {
    const { memory } = this.#core;
    const { all, told } = memory.suspensions;
    for (const [member, { by }] of all)
      if (memory.suspensions.stands(member) && !told.has(member)) await this.#tell(member, by);
    await this.#tellEnds();
  }

  answer(bytes: Uint8Array): Promise<Answer> {
    return this.#core.household.run(async () => {
      if (this.#last !== undefined && sameBytes(this.#last.bytes, bytes)) return this.#last.answer;
      const judged = judgeSuspension(this.#core.p, bytes, this.#known());
      if (!judged.ok) return problem(judged.problem);
      this.#presence.spend();
      const answer = await (judged.says === 'begin' ? this.#begin(judged) : this.#lift(judged));
      this.#last = { bytes, answer };
      return answer;
    });
  }

  /** Every second: the hub's own running time, and nothing else, brings an end nearer. */
  look(): void {
    const core = this.#core;
    const passedMs = this.#running.passedMs();
    const { all } = core.memory.suspensions;
    if (all.size === 0) {
      this.#sinceMs = 0;
      return;
    }
    this.#sinceMs += passedMs;
    const overNow = [...all.values()].some(
      ({ ranMs }) => ranMs < SUSPENSION_MS && ranMs + this.#sinceMs >= SUSPENSION_MS,
    );
    if (!this.#noting && (overNow || this.#sinceMs >= RAN_EVERY_MS)) void this.#note();
  }

  async #begin({ link, signer, member }: Judged): Promise<Answer> {
    const core = this.#core;
    // What ran since the journal's last word is the others', not this one's.
    await this.#ran({ t: 'suspended', member, by: signer, link: toBase64url(link.bytes) });
    core.log.warn({ member, by: signer }, 'a device is suspended; every member is told');
    settleVisits(core);
    const receipt = await this.#tell(member, signer, link.hash);
    core.changed();
    return receipt === undefined ? problem('storage-short') : yes(receipt);
  }

  async #lift({ link, signer, member }: Judged): Promise<Answer> {
    await this.#ran({ t: 'suspension-lifted', member, link: toBase64url(link.bytes) });
    const receipt = await this.#over(member, 'lifted', { hash: link.hash, kid: signer });
    return receipt === undefined ? problem('storage-short') : yes(receipt);
  }

  #known(): SuspensionKnowledge {
    const { hubId, memory } = this.#core;
    return {
      hubId,
      roster: memory.roster,
      suspended: memory.suspensions.all,
      shown: this.#presence.code,
      visited: visited(this.#core),
      behind: memory.behind,
    };
  }

  async #ran(entry: Entry | undefined): Promise<void> {
    const ms = Math.floor(this.#sinceMs);
    this.#sinceMs = 0;
    const ran = this.#core.memory.suspensions.all.size === 0 ? [] : [{ t: 'suspensions-ran', ms } as const];
    await remember(this.#core, ...ran, ...(entry === undefined ? [] : [entry]));
  }

  async #note(): Promise<void> {
    this.#noting = true;
    try {
      await this.#core.household.run(async () => {
        await this.#ran(undefined);
        await this.#tellEnds();
      });
    } catch (error) {
      this.#core.log.error({ error: String(error) }, 'journal failed');
    } finally {
      this.#noting = false;
    }
  }

  async #tellEnds(): Promise<void> {
    const { suspensions } = this.#core.memory;
    for (const member of [...suspensions.told])
      if (!suspensions.stands(member)) await this.#over(member, suspensions.all.has(member) ? 'time-over' : 'lifted');
  }

  async #tell(member: string, by: string, answers?: Uint8Array): Promise<Uint8Array | undefined> {
    const [about, kid] = [fromHex(member), fromHex(by)];
    if (about === undefined || kid === undefined) return undefined;
    const receipt = await this.#core.receipts.add({
      event: 'suspended',
      ...(answers === undefined ? {} : { answers }),
      detail: { kid, member: about, lengthMs: SUSPENSION_MS },
    });
    return receipt?.bytes;
  }

  async #over(
    member: string,
    cause: SuspensionEnd,
    by?: { readonly hash: Uint8Array; readonly kid: string },
  ): Promise<Uint8Array | undefined> {
    const core = this.#core;
    const about = fromHex(member);
    if (about === undefined) return undefined;
    settleVisits(core);
    const kid = by === undefined ? undefined : fromHex(by.kid);
    const receipt = await core.receipts.add({
      event: 'suspension-over',
      ...(by === undefined ? {} : { answers: by.hash }),
      detail: { member: about, cause, ...(kid === undefined ? {} : { kid }) },
    });
    core.changed();
    return receipt?.bytes;
  }
}
