import type { Tables } from '@latchkey/web-kit';
import type { Held } from '../model/acts.ts';

const en = {
  title: {
    alarm: 'The door of this visit is not locked',
    'taken-over': 'The door of this visit is not locked, and it is yours',
    inside: 'The courier is inside',
    'at-door': 'The courier may be inside',
  } satisfies Record<Held, string>,
  next: {
    alarm: 'Ring the courier up on the number that you have: they stay until the door says that it is locked.',
    'taken-over':
      'The courier may have gone on. Send somebody with a key, or ring the household up: its alarm goes on until the door says that it is locked.',
    inside: 'If it takes long, ring the courier up on the number that you have.',
    'at-door': 'They are at the door, and what it said last cannot be read just now. Ring them up.',
  } satisfies Record<Held, string>,
  whyNot:
    'To assign somebody else or to withdraw the visit is not offered now. Both change the plan, and neither locks a door: another courier would come to one that stands open, and a visit that is withdrawn leaves it as it is.',
  evidence: 'To the evidence',
};

const de: typeof en = {
  title: {
    alarm: 'Die Tür dieses Besuchs ist nicht verriegelt',
    'taken-over': 'Die Tür dieses Besuchs ist nicht verriegelt und liegt bei Ihnen',
    inside: 'Der Kurier ist drinnen',
    'at-door': 'Der Kurier ist vielleicht drinnen',
  },
  next: {
    alarm: 'Rufen Sie den Kurier unter der Nummer an, die Sie haben: Er bleibt, bis die Tür sich verriegelt meldet.',
    'taken-over':
      'Der Kurier darf schon weitergefahren sein. Schicken Sie jemanden mit Schlüssel oder rufen Sie den Haushalt an: Dessen Alarm läuft, bis die Tür sich verriegelt meldet.',
    inside: 'Dauert es lange, rufen Sie den Kurier unter der Nummer an, die Sie haben.',
    'at-door': 'Er ist an der Tür, und was sie zuletzt gesagt hat, lässt sich gerade nicht lesen. Rufen Sie ihn an.',
  },
  whyNot:
    'Jemand anderem zuweisen oder zurückziehen lässt sich der Besuch jetzt nicht. Beides ändert den Plan, und keines verriegelt eine Tür: Ein anderer Kurier käme vor eine offene, und ein zurückgezogener Besuch lässt sie, wie sie ist.',
  evidence: 'Zu den Belegen',
};

export const heldSentences: Tables<typeof en> = { en, de };
