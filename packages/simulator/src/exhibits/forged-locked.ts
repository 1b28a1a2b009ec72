import type { HardwareToHub } from '@latchkey/hub/locks/wire';
import type { Exhibit } from './exhibit.ts';

/** MG, *Break & Enter dropbox*: the lock command is lost on the air, and a sound like a bolt's is all that comes back. */
export const forgedLocked: Exhibit = {
  incident: 'MG “Break & Enter dropbox”',
  broken: () => {
    const forged = new Set<number>();
    return {
      name: 'LOCK is lost on the air and counts as done',
      locks: (wires) => ({
        get connected() {
          return wires.connected;
        },
        send: (message) => {
          if (message.type === 'move') forged[message.target === 'locked' ? 'add' : 'delete'](message.door);
          const isLost = message.type === 'auto-lock' || (message.type === 'move' && message.target === 'locked');
          if (!isLost) wires.send(message);
        },
      }),
      heard: (message: HardwareToHub) =>
        message.type === 'report' && forged.has(message.door) && message.contact === 'closed'
          ? { ...message, bolt: 100, moving: 'none' }
          : message,
    };
  },
  noticedBy: ['P4'],
};
