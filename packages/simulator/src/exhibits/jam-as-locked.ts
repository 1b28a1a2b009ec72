import type { Exhibit } from './exhibit.ts';

/** Eufy, SwitchBot, Kwikset, Matter: seven states collapsed into one; a jam counts as the end of a good throw. */
export const jamAsLocked: Exhibit = {
  incident: 'Jam reported as locked',
  broken: () => ({
    name: 'a jam is reported as thrown',
    heard: (message) =>
      message.type === 'report' && message.jam ? { ...message, bolt: 100, jam: false, moving: 'none' } : message,
  }),
  noticedBy: ['P4'],
};
