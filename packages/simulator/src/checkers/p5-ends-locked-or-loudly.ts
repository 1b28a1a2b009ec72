import type { Promised } from './checker.ts';

/** maxOpenSeconds of the grants here, the slowest door, patience and the 30 s of a failed relock, together; and a little. */
const LOUD_AFTER_MS = 120_000 + 22_000 + 26_000 + 10_000 + 30_000 + 30_000;
/** A restored disk has forgotten the visit: then the bolt is whoever's the hub saw last, and a member has ten minutes of their own. */
const MEMBERS_OWN_MS = 600_000;
const LONGEST_SILENCE_MS = 10 * 60_000 + 30_000;

/** A door that a visit opened and that does not say LOCKED is told of, with the siren, and again at least every ten minutes. */
export const p5: Promised = {
  name: 'P5',
  check: () => {
    const told = new Map<number, { readonly seq: number; readonly atMs: number }>();
    return ({ world }) => {
      const { hub, clock, wires, record, bootedMs } = world;
      if (hub === undefined) return undefined;
      for (const [number, door] of wires.doors) {
        const receipts = hub.core.memory.receipts.length;
        const loop = hub.core.doors.get(number)?.loop;
        const rings = loop?.alarms.reduce((sum, { rings: times }) => sum + times, 0) ?? 0;
        const before = told.get(number);
        if (before === undefined || before.seq !== rings) told.set(number, { seq: rings, atMs: clock.nowMs });
        const opened = record.withdrawals.findLast((one) => one.door === number);
        const since = door.unlockedSinceMs;
        if (
          since === undefined ||
          opened === undefined ||
          opened.knock === undefined ||
          opened.knock.by === 'member' ||
          opened.atMs < since - 1000
        )
          continue;
        const takenOverMs = record.restored
          ? Math.max(bootedMs, ...record.knocks.filter(({ by, door: at }) => by === 'member' && at === number).flatMap(({ heardMs }) => heardMs)) // prettier-ignore
          : 0;
        const isTakenOver = takenOverMs > opened.atMs;
        const limitMs = LOUD_AFTER_MS + (isTakenOver ? MEMBERS_OWN_MS : 0);
        const unsafeMs = clock.nowMs - Math.max(since, bootedMs, isTakenOver ? takenOverMs : opened.atMs);
        const acknowledged = loop?.alarms.some((alarm) => alarm.acknowledged) ?? false;
        if (unsafeMs <= limitMs || acknowledged || receipts === 0) continue;
        if (rings === 0)
          return `door ${number} has not been locked for ${unsafeMs} ms after ${opened.knock.by.name}, and nobody was told`;
        const silentMs = clock.nowMs - (told.get(number)?.atMs ?? 0);
        if (silentMs > LONGEST_SILENCE_MS) return `door ${number} has been silent for ${silentMs} ms`;
        const wanted =
          loop?.alarms.some(
            ({ visit, reason, rings: times }) =>
              visit !== undefined && times > 0 && !['camera-lost', 'film-late', 'unsteady'].includes(reason),
          ) ?? false;
        if (wanted && !wires.siren)
          return `door ${number} stands unlocked after ${opened.knock.by.name} and the siren does not sound`;
      }
      return undefined;
    };
  },
};
