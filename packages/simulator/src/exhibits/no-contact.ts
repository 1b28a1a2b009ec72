import type { Exhibit } from './exhibit.ts';

/** Locks without a door contact throw the bolt into the air and call it locked. */
export const noContact: Exhibit = {
  incident: 'Auto-lock with door not closed',
  broken: () => ({
    name: 'the contact always says closed',
    heard: (message) => (message.type === 'report' ? { ...message, contact: 'closed' } : message),
  }),
  noticedBy: ['P4'],
};
