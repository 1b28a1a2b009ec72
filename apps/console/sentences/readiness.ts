import type { Against } from '@latchkey/protocol';
import type { Tables } from '@latchkey/web-kit';
import type { Standing } from '../model/readiness/standing.ts';

type Unknown = Exclude<Standing['kind'], 'ready' | 'not-ready'>;

const en = {
  column: 'Door',
  order: 'Doors not ready first',
  group: 'Doors, those not ready first',
  title: 'The door, before the van leaves',
  asking: 'Asking…',
  ask: 'Ask the door now',
  ready: 'Ready',
  notReady: 'Not ready',
  cameraLater: 'The camera begins with the window.',
  cameraLive: 'The camera shows a live picture.',
  signed: (time: string) => `Signed by the door’s own hub at ${time}.`,
  old: (duration: string) => `That was ${duration} ago and says nothing about now.`,
  ago: (duration: string) => `${duration} ago`,
  none: 'none',
  short: {
    'hub-away': 'Unknown: hub away',
    silent: 'Unknown: no answer',
    unsound: 'Not the hub’s answer',
    'server-away': 'Unknown: no server',
    'too-early': 'Not told yet',
    over: 'none',
    'not-told': 'Not told',
  } satisfies Record<Unknown, string>,
  long: {
    'hub-away':
      'The server has no line to this home’s hub. The hub may be well; without a line it lets visitors in for about a minute longer.',
    silent: 'The hub did not answer in time.',
    unsound: 'What came back was not signed by the hub that the household named. Do not rely on it.',
    'server-away': 'The server does not answer.',
    'too-early': 'A door says whether it is ready from a day before the visit on. It is nobody’s window.',
    over: 'This visit opens no door any more.',
    'not-told': 'The hub does not know this visit’s permission.',
  } satisfies Record<Unknown, string>,
  against: {
    'lock-silent': 'lock does not answer',
    'lock-jammed': 'lock jammed',
    'battery-low': 'battery low',
    'picture-lost': 'no picture',
    'storage-short': 'hub’s disk is full',
    'not-resumed': 'hub restarted, household has not confirmed',
    'time-unknown': 'hub does not know the time',
    'camera-asleep': 'camera begins with the window',
    'takes-no-visitor': 'door takes no visitors',
  } satisfies Record<Against, string>,
};
export type ReadinessSentences = typeof en;

const de: ReadinessSentences = {
  column: 'Tür',
  order: 'Nicht bereite Türen zuerst',
  group: 'Türen, nicht bereite zuerst',
  title: 'Die Tür, bevor der Wagen losfährt',
  asking: 'Wird gefragt …',
  ask: 'Die Tür jetzt fragen',
  ready: 'Bereit',
  notReady: 'Nicht bereit',
  cameraLater: 'Die Kamera beginnt mit dem Zeitfenster.',
  cameraLive: 'Die Kamera zeigt ein lebendes Bild.',
  signed: (time) => `Vom Hub der Tür unterschrieben um ${time}.`,
  old: (duration) => `Das war vor ${duration} und sagt nichts über jetzt.`,
  ago: (duration) => `vor ${duration}`,
  none: 'keine',
  short: {
    'hub-away': 'Unbekannt: Hub fort',
    silent: 'Unbekannt: keine Antwort',
    unsound: 'Nicht die Antwort des Hubs',
    'server-away': 'Unbekannt: kein Server',
    'too-early': 'Noch keine Auskunft',
    over: 'keine',
    'not-told': 'Keine Auskunft',
  },
  long: {
    'hub-away':
      'Der Server hat keine Leitung zum Hub dieses Haushalts. Dem Hub kann es gut gehen; ohne Leitung lässt er Besuch noch etwa eine Minute ein.',
    silent: 'Der Hub hat nicht rechtzeitig geantwortet.',
    unsound:
      'Was zurückkam, hat nicht der Hub unterschrieben, den der Haushalt genannt hat. Verlassen Sie sich nicht darauf.',
    'server-away': 'Der Server antwortet nicht.',
    'too-early': 'Eine Tür sagt ab einem Tag vor dem Besuch, ob sie bereit ist. Sie ist niemandes Fenster.',
    over: 'Dieser Besuch öffnet keine Tür mehr.',
    'not-told': 'Der Hub kennt die Erlaubnis dieses Besuchs nicht.',
  },
  against: {
    'lock-silent': 'Schloss antwortet nicht',
    'lock-jammed': 'Schloss klemmt',
    'battery-low': 'Batterie schwach',
    'picture-lost': 'kein Bild',
    'storage-short': 'Speicher des Hubs ist voll',
    'not-resumed': 'Hub neu gestartet, Haushalt hat nicht bestätigt',
    'time-unknown': 'Hub kennt die Zeit nicht',
    'camera-asleep': 'Kamera beginnt mit dem Zeitfenster',
    'takes-no-visitor': 'Tür nimmt keinen Besuch',
  },
};

export const readinessSentences: Tables<ReadinessSentences> = { en, de };
