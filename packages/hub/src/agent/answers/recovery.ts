import {
  judgeRecovery,
  judgeVeto,
  keyName,
  NO_BYTES,
  openCall,
  RECOVERY_WAIT_MS,
  signRecoveryReply,
  toBase64url,
  type Link,
  type RecoveryKnowledge,
  type Roster,
  type Veto,
} from '@latchkey/protocol';
import type { RecoveryEnd, WaitingRecovery } from '../../memory/recovery-memory.ts';
import type { Stood } from '../../memory/roster-memory.ts';
import { problem, yes, type Answer } from '../answer.ts';
import { remember, type Core } from '../core.ts';
import type { Presence } from '../presence.ts';
import { RunningTime } from '../running-time.ts';
import { settleVisits, visited } from '../visits.ts';
import { sendRosters, tellRoster } from './roster-told.ts';
import { CAPABILITY, doorDescriptions, recoveryInState } from './state.ts';

const RAN_EVERY_MS = 60_000;
const TELL_EVERY_MS = 12 * 60 * 60 * 1000;

/**
 * A household without devices comes back by its code on paper (docs/protocol/19-recovery.md): late and loudly, or at once by the button. It
 * adds a member and moves nothing.
 */
export class Recovery {
  readonly #core: Core;
  readonly #presence: Presence;
  readonly #running: RunningTime;
  /** The running time since the journal's last minute. */
  #sinceMs = 0;
  #of: string | undefined;
  #standing = false;

  constructor(core: Core, presence: Presence) {
    this.#core = core;
    this.#presence = presence;
    this.#running = new RunningTime(core.clock);
  }

  /** At a start: what the hub did not come to say is the first thing it says. */
  async begin(): Promise<void> {
    const { untoldEnd, pending, told } = this.#core.memory.recovery;
    await tellRoster(this.#core);
    if (untoldEnd !== undefined) await tellRecoveryOver(this.#core, untoldEnd, untoldEnd.cause);
    if (pending !== undefined && !told) await this.#tell();
  }

  /** The new device's roster. Journalled before anybody hears that it waits; `beside`: from whoever has the letters of the display, and need not wait. */
  take(bytes: Uint8Array, beside?: Uint8Array): Promise<Answer> {
    const core = this.#core;
    return core.household.run(async () => {
      const judged = judgeRecovery(core.p, bytes, this.#known(), beside);
      const { pending } = core.memory.recovery;
      if (!judged.ok) {
        if (judged.problem === 'two-at-once' && pending !== undefined) await this.#end(pending, 'two-at-once');
        return problem(judged.problem);
      }
      if (judged.stands) {
        this.#presence.spend();
        await this.#takeIn(judged.link, 'button');
        return yes();
      }
      if (judged.again) return yes();
      await remember(core, { t: 'recovery', link: toBase64url(bytes) });
      this.#running.passedMs();
      core.log.warn({ epoch: judged.link.claims.epoch }, 'the recovery code was used; every member is told');
      await this.#tell();
      core.changed();
      return yes();
    });
  }

  /** What the holder of the code needs: the newest roster, and what waits. It changes nothing. */
  async call(bytes: Uint8Array): Promise<Answer> {
    const { p, hubId, memory, signer, doors } = this.#core;
    const { recoveryKey, earlier } = memory.roster;
    const call = openCall(p, bytes, hubId, recoveryKey);
    const roster = memory.rosters.links.at(-1);
    if (call === undefined || recoveryKey === undefined || roster === undefined) return problem('not-recognised');
    if (memory.recovery.voidKeys.has(keyName(recoveryKey))) return problem('code-void');
    if (doors.size === 0) return problem('lock-unreachable');
    const pending = recoveryInState(this.#core);
    const claims = {
      hubKey: signer.key,
      roster,
      previous: earlier[0] ?? NO_BYTES,
      doors: doorDescriptions(this.#core),
      capability: CAPABILITY,
      ...(pending === undefined ? {} : { pending }),
    };
    return yes((await signRecoveryReply(p, signer, claims, call.hash)).bytes);
  }

  /** Any member may refuse. On disk before the answer. */
  veto(bytes: Uint8Array): Promise<Answer> {
    return this.#core.household.run(async () => {
      const judged = judgeVeto(this.#core.p, bytes, { ...this.#known(), roster: this.#core.memory.counting });
      if (!judged.ok) return problem(judged.problem);
      const { pending } = this.#core.memory.recovery;
      if (pending === undefined) return problem('recovery-none');
      await this.#end(pending, 'refused', judged.link);
      return yes();
    });
  }

  get waits(): boolean {
    return this.#core.memory.recovery.pending !== undefined;
  }

  /** Somebody beside the hub pressed its button. What counts is the recovery that waited at that moment. */
  pressed(): Promise<boolean> {
    const name = this.#core.memory.recovery.pending?.link.name;
    return name === undefined ? Promise.resolve(false) : this.#stand(name, 'button');
  }

  /** Every second: the hub's own running time, and nothing else, brings a recovery nearer. */
  look(): void {
    const core = this.#core;
    const passedMs = this.#running.passedMs();
    const { pending } = core.memory.recovery;
    if (pending === undefined) return;
    this.#sinceMs = this.#of === pending.link.name ? this.#sinceMs + passedMs : passedMs;
    this.#of = pending.link.name;
    const ranMs = Math.floor(pending.ranMs + this.#sinceMs);
    if (ranMs >= RECOVERY_WAIT_MS) void this.#stand(pending.link.name, 'waited');
    else if (this.#sinceMs >= RAN_EVERY_MS) this.#note(pending, ranMs);
  }

  #note({ link, ranMs: beforeMs }: WaitingRecovery, ranMs: number): void {
    const core = this.#core;
    this.#sinceMs = 0;
    const due = Math.floor(ranMs / TELL_EVERY_MS) > Math.floor(beforeMs / TELL_EVERY_MS);
    remember(core, { t: 'recovery-ran', recovery: link.name, ranMs })
      .then(() => (due ? this.#tell() : undefined))
      .catch((error: unknown) => core.log.error({ error: String(error) }, 'journal failed'));
  }

  async #tell(): Promise<void> {
    const { memory, receipts } = this.#core;
    const { pending } = memory.recovery;
    if (pending === undefined) return;
    const { hash, claims } = pending.link;
    const lengthMs = Math.max(0, RECOVERY_WAIT_MS - pending.ranMs);
    const detail = { epoch: claims.epoch, rosterHash: hash, lengthMs };
    await receipts.add({ event: 'recovery-pending', answers: hash, detail });
  }

  /** From here on the new admin belongs to the household. A failed journal leaves everything as it was. */
  async #stand(name: string, cause: Stood): Promise<boolean> {
    if (this.#standing) return false;
    this.#standing = true;
    const core = this.#core;
    try {
      return await core.household.run(async () => {
        const { pending } = core.memory.recovery;
        if (pending?.link.name !== name || (cause === 'button' && visited(core))) return false;
        await this.#takeIn(pending.link, cause);
        return true;
      });
    } catch (error) {
      core.log.error({ error: String(error) }, 'the recovery could not be journalled and does not stand');
      return false;
    } finally {
      this.#standing = false;
    }
  }

  /** One that waited by the same code, and is another one, is over. */
  async #takeIn({ bytes, name }: Link<Roster>, stood: Stood): Promise<void> {
    const core = this.#core;
    const { pending } = core.memory.recovery;
    await remember(core, { t: 'roster', link: toBase64url(bytes), stood });
    settleVisits(core);
    sendRosters(core.lines, [bytes]);
    await tellRoster(core);
    if (pending?.link.name !== name) await tellRecoveryOver(core, pending, 'overtaken');
    core.changed();
  }

  async #end(pending: WaitingRecovery, cause: 'refused' | 'two-at-once', veto?: Link<Veto>): Promise<void> {
    await remember(this.#core, { t: 'recovery-over', cause });
    await tellRecoveryOver(this.#core, pending, cause, veto);
  }

  #known(): RecoveryKnowledge {
    const { hubId, memory } = this.#core;
    const { pending, voidKeys } = memory.recovery;
    const { roster, behind } = memory;
    const { code: shown } = this.#presence;
    return { hubId, roster, voidKeys, pending: pending?.link.hash, behind, shown, visited: visited(this.#core) };
  }
}

/** After what ended it is on disk. */
export async function tellRecoveryOver(
  core: Core,
  pending: Pick<WaitingRecovery, 'link'> | undefined,
  cause: RecoveryEnd,
  by?: Pick<Link<unknown>, 'hash' | 'kid'>,
): Promise<void> {
  if (pending === undefined) return;
  const { hash } = pending.link;
  const kid = by?.kid === undefined ? {} : { kid: by.kid };
  await core.receipts.add({
    event: 'recovery-over',
    answers: by?.hash ?? hash,
    detail: { rosterHash: hash, cause, ...kid },
  });
  core.changed();
}
