import type { Exhibit } from './exhibit.ts';

/** Key by Amazon 2021: a garage stands open for three days, and what should be loud can be switched off by those who deliver. */
export const mutedAlarm: Exhibit = {
  incident: 'Garage left open 3 days, twice',
  broken: () => ({
    name: 'the siren is disconnected',
    locks: (wires) => ({
      get connected() {
        return wires.connected;
      },
      send: (message) => {
        if (message.type !== 'siren') wires.send(message);
      },
    }),
  }),
  noticedBy: ['P5'],
};
