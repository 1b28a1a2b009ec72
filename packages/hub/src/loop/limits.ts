/** Times of the loop, milliseconds unless the name says otherwise. */
export const UNLOCK_EXPIRES = 5000;
export const LOCK_EXPIRES = 5000;
/** A courier who got no further than the question. The challenge itself is void after 30 s. */
export const FILM_WITHOUT_KNOCK = 40_000;
/** A line that is now in time and now too late begins a ladder no sooner than this after the one before was over. */
export const FILM_LATE_REST = 60_000;
/** P6: the film goes on this long after LOCKED. */
export const FILM_AFTERWARDS = 5000;
export const UNOPENED = 22_000;
export const RELOCK_AFTER_CLOSING = 3000;
export const RELOCK_AFTER_RESIDENT = 30_000;
/** The lock's own timer: armed at the ask for a courier who still has to push, then shortened once the door is open. */
export const AUTO_LOCK_UNOPENED_S = 20;
export const AUTO_LOCK_OPENED_S = 8;
/** A lock order without LOCKED after this is a failed relock … */
export const RELOCK_PATIENCE = 10_000;
/** … which alarms this much later (P5). */
export const FAILED_RELOCK_ALARM = 30_000;
export const RETRY_LOCK = 10_000;
export const RETRY_LOCK_LATER = 60_000;
export const QUICK_TRIES = 4;
export const DWELL_AFTER_MAX_OPEN = 60_000;
/** What a door gets that was found open after a start, or that nobody intended to open. */
export const UNINTENDED_MAX_OPEN = 30_000;
/** A lock that misses three of its reports says nothing about now. */
export const REPORT_FRESH = 6000;
/** A sensor's changes: more than so many of a measure that gives back one each so often are no door's. */
export const SENSOR_MANY = 16;
export const SENSOR_EASES = 5000;
/** What a sensor that does not keep still reads is believed after this: *away*, since an opening is told within two seconds (attacks.md) … */
export const SENSOR_AWAY = 1000;
/** … and *home*. */
export const SENSOR_CALM = 60_000;
/** For so long after it moved a door that nobody meant to move, a sensor has to do it for longer than a moment. */
export const SENSOR_WATCHED = 600_000;
/** What rings so soon after the machine woke may be as old as its sleep. */
export const WOKEN = 10_000;
export const SILENT_IN_PASSAGE = 15_000;
/** 16 CFR 1211.14: a leaf that moves unattended warns at least this long. */
export const LEAST_WARNING = 5000;
