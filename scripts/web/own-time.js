// A trace as it would be if nothing else had run on this machine: each task lasts as long as the processor worked for it.

const byBegin = (a, b) => a.ts - b.ts || b.dur - a.dur;

const threadsOf = (events) => {
  const threads = new Map();
  for (const event of events) {
    if (event.ph !== 'X' || event.tdur === undefined || !(event.dur > 0)) continue;
    const key = `${event.pid}:${event.tid}`;
    const thread = threads.get(key) ?? [];
    thread.push(event);
    threads.set(key, thread);
  }
  return [...threads.values()];
};

/**
 * The browser counts for each task both how long it took and how long its thread ran. Where another program took the processor meanwhile
 * the two differ, and Lighthouse's slower phone would multiply the other program's time too. What lies inside a task shrinks with it;
 * when a task begins is not changed, nor anything about the line or the picture.
 */
export const inOwnTime = (events) => {
  const changed = new Map();
  for (const thread of threadsOf(events)) {
    let task = { beginsTs: 0, endsTs: -1, share: 1 };
    for (const event of thread.sort(byBegin)) {
      if (event.ts >= task.endsTs) task = { beginsTs: event.ts, endsTs: event.ts + event.dur, share: Math.min(1, event.tdur / event.dur) };
      const ts = Math.round(task.beginsTs + (event.ts - task.beginsTs) * task.share);
      changed.set(event, { ...event, ts, dur: Math.round(event.dur * task.share) });
    }
  }
  return events.map((event) => changed.get(event) ?? event);
};
