import type { Exhibit } from './exhibit.ts';

/** myQ, *We Be Jammin*: the driver knows one button; an order given twice is the opposite order. */
export const toggle: Exhibit = {
  incident: 'myQ "We Be Jammin"',
  broken: () => {
    const last = new Map<number, string>();
    return {
      name: 'LOCK is a toggle',
      locks: (wires) => ({
        get connected() {
          return wires.connected;
        },
        send: (message) => {
          if (message.type !== 'move') {
            wires.send(message);
            return;
          }
          const again = last.get(message.door) === message.target;
          const target = again ? (message.target === 'locked' ? 'unlocked' : 'locked') : message.target;
          last.set(message.door, target);
          wires.send({ ...message, target });
        },
      }),
    };
  },
  noticedBy: ['P1', 'P10'],
};
