/**
 * The lock's own relocking timer. It runs in the lock, on the lock's battery: neither hub nor server is needed for it.
 * It watches the lock's own contact and never throws the bolt of a door that this contact calls open.
 */
export interface AutoLock {
  readonly afterS: number | null;
  readonly firesMs: number | null;
}

export const autoLockOff: AutoLock = { afterS: null, firesMs: null };

export interface DoorNow {
  readonly unlocked: boolean;
  readonly contact: 'open' | 'closed';
}

/** Starts, restarts or stops the timer after what just changed. */
export const watch = (lock: AutoLock, before: DoorNow, after: DoorNow, nowMs: number): AutoLock => {
  if (lock.afterS === null || !after.unlocked || after.contact === 'open') return { ...lock, firesMs: null };
  const began = !before.unlocked || before.contact === 'open' || lock.firesMs === null;
  return began ? { ...lock, firesMs: nowMs + lock.afterS * 1000 } : lock;
};

export const arm = (afterS: number | null, door: DoorNow, nowMs: number): AutoLock => {
  const runs = afterS !== null && door.unlocked && door.contact === 'closed';
  return { afterS, firesMs: runs ? nowMs + afterS * 1000 : null };
};
