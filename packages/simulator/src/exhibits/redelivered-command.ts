import type { Exhibit } from './exhibit.ts';

const REDELIVERED_MS = 25_000;
const OTHER_IDS = 50_000_000;

/** Open-Locker, UltraLoq: a bus that delivers at least once hands the same UNLOCK over again, under another number. */
export const redeliveredCommand: Exhibit = {
  incident: 'Lost response / stuck in-progress after crash; replay by the broker',
  broken: () => ({
    name: 'the bus delivers UNLOCK twice',
    locks: (wires, after) => ({
      get connected() {
        return wires.connected;
      },
      send: (message) => {
        wires.send(message);
        if (message.type === 'move' && message.target === 'unlocked')
          after(REDELIVERED_MS, () => wires.send({ ...message, id: message.id + OTHER_IDS }));
      },
    }),
  }),
  noticedBy: ['P1', 'P2', 'P3', 'P6'],
};
